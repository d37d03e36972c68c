#hidden New-Item site -ItemType Directory; Set-Content ./site/index.html ("x" * 5400); Set-Content ./site/main.css ("x" * 930); Set-Content ./site/photo.jpg ("x" * 2310000)
$null = Start-R2Emulator demo
Get-ChildItem ./site -File | Write-R2Object -Prefix site/
'Hello' | Write-R2Object -Key hello.txt | Out-Null
Get-R2ObjectList
Get-R2ObjectList | Measure-R2Object
Read-R2Object hello.txt -AsString
