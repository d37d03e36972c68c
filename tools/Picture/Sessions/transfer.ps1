# until: (8|9)\d\.\d MB of
#hidden $file = [IO.File]::Create("$PWD/disk.img"); $file.SetLength(160MB); $file.Dispose()
#hidden Start-R2Emulator backups
Write-R2Object ./disk.img -Resume -MaxBytesPerSecond 40MB
