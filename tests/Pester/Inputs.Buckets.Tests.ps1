# What may be piped in for a bucket, and what may not: nothing ever stands for more than was meant.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $kept = Hide-Setting
    $emulator = Start-R2Emulator inputs, other
    $null = 'dl/a/1', 'dl/a/2', 'top' | ForEach-Object { 'text' | Write-R2Object -Key $_ }
    $null = 'other' | Write-R2Object -BucketName other -Key top
    function Get-Inventory { (Get-R2ObjectList inputs).Key + (Get-R2ObjectList other).Key -join ' ' }
}

AfterAll {
    $emulator | Stop-R2Emulator
    Restore-Setting $kept
}

Describe 'Buckets' {
    It '<Cmdlet> refuses <Row>' -ForEach @(
        foreach ($cmdlet in 'Remove-R2Bucket', 'Test-R2Bucket', 'Get-R2Bucket', 'New-R2Bucket', 'Get-R2BucketCors', 'Remove-R2BucketCors', 'Remove-R2BucketLifecycle') {
            @{ Cmdlet = $cmdlet; Row = 'an object'; Make = { Get-R2ObjectList -Prefix top } }
            @{ Cmdlet = $cmdlet; Row = 'an object from CSV'; Make = { Get-R2ObjectList -Prefix top | ConvertTo-Csv | ConvertFrom-Csv } }
            # New-R2Bucket's own -StorageClass refuses the row of a prefix before it is looked at.
            if ($cmdlet -ne 'New-R2Bucket') { @{ Cmdlet = $cmdlet; Row = 'a prefix'; Make = { Get-R2ObjectList -Delimiter / | Where-Object Prefix } } }
            @{ Cmdlet = $cmdlet; Row = 'a sum of what is in no folder'; Make = { @(Measure-R2Object -Delimiter /)[-1] } }
            @{ Cmdlet = $cmdlet; Row = 'a rule'; Make = { Get-R2BucketLifecycle inputs } }
            @{ Cmdlet = $cmdlet; Row = 'a rule from CSV'; Make = { Get-R2BucketLifecycle inputs | ConvertTo-Csv | ConvertFrom-Csv } }
            @{ Cmdlet = $cmdlet; Row = 'a connection'; Make = { Get-R2Connection } }
            @{ Cmdlet = $cmdlet; Row = 'a process'; Make = { Get-Process -Id $PID } }
            @{ Cmdlet = $cmdlet; Row = 'a number'; Make = { 7 } }
            @{ Cmdlet = $cmdlet; Row = 'a hashtable'; Make = { @{ BucketName = 'inputs' } } }
        }
    ) {
        $row = @(& $Make)[0]
        $more = @{}
        if ($Cmdlet -eq 'Remove-R2Bucket') { $more.Force = $true }
        if ($Cmdlet -like 'Remove-*') { $more.Confirm = $false }
        $found = @(Get-R2Error { , $row | & $Cmdlet @more })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        $found[0].TargetObject | Should -Be $row
        Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
        @(Get-R2BucketLifecycle inputs).Count | Should -Be 1
    }

    It 'are named by text, by a bucket, and by its row from CSV' {
        $null = New-R2Bucket one-more
        (Get-R2Bucket one-more | ConvertTo-Csv | ConvertFrom-Csv | Test-R2Bucket), ('one-more' | Test-R2Bucket), (Test-R2Bucket (Get-R2Bucket one-more)) | Should -Be $true, $true, $true
        Get-R2Bucket one-more | Remove-R2Bucket -Confirm:$false
        Test-R2Bucket one-more | Should -BeFalse
    }

    It 'are not listed for each of their objects' {
        (Get-R2Error { Get-R2ObjectList | Get-R2ObjectList }).Count | Should -Be 3
        (Get-R2Bucket inputs | Get-R2ObjectList).Count | Should -Be 3
    }

    It 'give no credential for all of it where a prefix was piped in' {
        $found = @(Get-R2Error { Get-R2ObjectList -Delimiter / | Where-Object Prefix | New-R2TemporaryCredential })
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        (Get-R2ObjectList -Prefix top | New-R2TemporaryCredential).Objects | Should -Be top
        (Get-R2Bucket other | New-R2TemporaryCredential).BucketName | Should -Be other
    }
}

Describe 'What may not stand for a whole bucket' {
    It 'refuses a variable that is not set, piped into <Name>' -ForEach @(
        @{ Name = 'Get-R2ObjectList'; Command = { $input | Get-R2ObjectList } }
        @{ Name = 'Measure-R2Object'; Command = { $input | Measure-R2Object } }
        @{ Name = 'Get-R2MultipartUpload'; Command = { $input | Get-R2MultipartUpload } }
        @{ Name = 'Remove-R2BucketCors'; Command = { $input | Remove-R2BucketCors -Confirm:$false } }
        @{ Name = 'Remove-R2BucketLifecycle'; Command = { $input | Remove-R2BucketLifecycle -Confirm:$false } }
        @{ Name = 'Get-R2BucketCors'; Command = { $input | Get-R2BucketCors } }
        @{ Name = 'Remove-R2Bucket'; Command = { $input | Remove-R2Bucket -Force -Confirm:$false } }
    ) {
        $rules = @(Get-R2BucketLifecycle).Count
        $found = @(Get-R2Error { , $null | & $Command })
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        @(Get-R2BucketLifecycle).Count | Should -Be $rules
        (Get-R2Bucket).BucketName | Should -Be 'inputs', 'other'
    }

    It 'refuses a row of <Row>' -ForEach @(
        @{ Row = 'an object without its key'; Make = { Get-R2ObjectList | Select-Object -First 1 BucketName, Size, LastModified } }
        @{ Row = 'an object, its bucket alone'; Make = { Get-R2ObjectList | Select-Object -First 1 BucketName } }
        @{ Row = 'a misspelt column'; Make = { 'BucketName,Prefx', 'inputs,dl/' | ConvertFrom-Csv } }
    ) {
        $row = @(& $Make)[0]
        foreach ($command in { $input | Get-R2ObjectList }, { $input | Get-R2MultipartUpload }, { $input | Remove-R2Bucket -Force -Confirm:$false }, { $input | Remove-R2BucketLifecycle -Confirm:$false }, { $input | Remove-R2Object -Confirm:$false }) {
            @(Get-R2Error { , $row | & $command }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*' -Because "$command"
        }
        Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
        (Get-R2Bucket).BucketName | Should -Be 'inputs', 'other'
    }

    It 'removes no object for an entry of a hashtable' {
        @(Get-R2Error { @{ top = 1 }.GetEnumerator() | Remove-R2Object -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
    }

    It 'takes buckets as they come back from CSV, JSON, CliXml and Select-Object' {
        $file = Join-Path $TestDrive buckets.xml
        Get-R2Bucket other | Export-Clixml $file
        foreach ($row in (Get-R2Bucket other | ConvertTo-Csv | ConvertFrom-Csv), (Get-R2Bucket other | ConvertTo-Json | ConvertFrom-Json), (Import-Clixml $file), (Get-R2Bucket other | Select-Object BucketName), [pscustomobject]@{ BucketName = 'other' }) {
            ($row | Get-R2ObjectList).Key | Should -Be 'top'
            ($row | Get-R2Bucket).BucketName | Should -Be 'other'
        }
    }
}
