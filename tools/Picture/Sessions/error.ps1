#hidden Start-R2Emulator backups
#hidden Set-Content ./note.txt 'Buy milk'
Write-R2Object ./note.txt | Out-Null
'note.txt', 'Note.txt', 'note.txt/' | Read-R2Object -AsString
$Error[0].FullyQualifiedErrorId
Write-R2Object ./note.txt -NoClobber
