BeforeDiscovery {
    $noUnix = -not ($IsLinux -or $IsMacOS)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix

    # A prefix of its own for a test.
    function New-Prefix { "$prefix$([guid]::NewGuid().ToString('N').Substring(0, 8))/" }

    # The keys below a prefix, without it.
    function Get-Name([string] $Below) { @(Get-R2ObjectList -Prefix $Below).Key | ForEach-Object { $_.Substring($Below.Length) } | Sort-Object }

    function Get-File([string] $Folder) {
        Get-ChildItem $Folder -Recurse -File -Force | ForEach-Object { [IO.Path]::GetRelativePath($Folder, $_.FullName).Replace('\', '/') } | Sort-Object
    }

    'index.html', '.well-known/security.txt', '.htaccess', 'css/a.css', 'css/a.css.map', 'node_modules/x/index.js', 'js/node_modules/y.js', 'js/app.js' | ForEach-Object {
        $null = New-Item -ItemType File -Force "$TestDrive/site/$_" -Value "file $_"
    }
    $all = 'index.html', '.well-known/security.txt', '.htaccess', 'css/a.css', 'css/a.css.map', 'node_modules/x/index.js', 'js/node_modules/y.js', 'js/app.js' | Sort-Object
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Where files go' {
    It 'is below the name of the folder for <Path>' -ForEach @(@{ Path = 'site' }, @{ Path = './site' }) {
        $below = New-Prefix
        Push-Location $TestDrive
        try { $null = Write-R2Object $Path -Recurse -Prefix $below } finally { Pop-Location }
        Get-Name $below | Should -Be ($all | ForEach-Object { "site/$_" } | Sort-Object)
    }

    It 'is right below the prefix for what is in the folder, named <Path>' -ForEach @(@{ Path = './site/' }, @{ Path = 'site/.' }, @{ Path = '.'; In = 'site' }, @{ Path = './'; In = 'site' }, @{ Path = '..'; In = 'site/css' }) {
        $below = New-Prefix
        Push-Location "$TestDrive/$In"
        try { $null = Write-R2Object $Path -Recurse -Prefix $below } finally { Pop-Location }
        Get-Name $below | Should -Be $all
    }

    It 'is the same for -LiteralPath and for a key that ends in a slash' {
        $below = New-Prefix
        $null = Write-R2Object -LiteralPath "$TestDrive/site/css/" -Recurse -Prefix $below
        Get-Name $below | Should -Be 'a.css', 'a.css.map'
        $below = New-Prefix
        $null = Write-R2Object "$TestDrive/site/css/" -Recurse -Key "${below}www/"
        Get-Name $below | Should -Be 'www/a.css', 'www/a.css.map'
    }

    It 'is what patterns leave: <What>' -ForEach @(
        @{ What = 'names at any depth'; Parameters = @{ Include = '*.html', '*.css' }; Names = 'css/a.css', 'index.html' }
        @{ What = 'all but some, whose folders are not entered'; Parameters = @{ Exclude = 'node_modules', '*.map', '.*' }; Names = 'css/a.css', 'index.html', 'js/app.js' }
        @{ What = 'excluded whatever includes it'; Parameters = @{ Include = '*.js'; Exclude = 'js/node_modules/' }; Names = 'js/app.js', 'node_modules/x/index.js' }
        @{ What = 'paths from the folder on'; Parameters = @{ Include = '/css/*.css', 'js/**' }; Names = 'css/a.css', 'js/app.js', 'js/node_modules/y.js' }
    ) {
        $below = New-Prefix
        $null = Write-R2Object "$TestDrive/site/" -Recurse -Prefix $below @Parameters
        Get-Name $below | Should -Be $Names
        $below = New-Prefix
        $null = Write-R2Object "$TestDrive/site" -Recurse -Prefix $below @Parameters
        Get-Name $below | Should -Be ($Names | ForEach-Object { "site/$_" })
    }

    It 'is what patterns leave of what a wildcard or a pipeline finds' {
        $below = New-Prefix
        $null = Write-R2Object "$TestDrive/site/*" -Recurse -Prefix $below -Exclude node_modules, *.map
        Get-Name $below | Where-Object { $_ -notlike '.*' } | Should -Be 'css/a.css', 'index.html', 'js/app.js'
        $below = New-Prefix
        $null = Get-ChildItem "$TestDrive/site" | Write-R2Object -Recurse -Prefix $below -Exclude node_modules, *.map
        Get-Name $below | Should -Be 'css/a.css', 'index.html', 'js/app.js'
    }

    It 'is nowhere where patterns leave nothing, which is said' {
        $null = Write-R2Object "$TestDrive/site/" -Recurse -Prefix (New-Prefix) -Include *.htlm -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*-Include and -Exclude*'
        (Get-R2Error { Write-R2Object "$TestDrive/site/" -Recurse -Include '[a' }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
    }

    It 'is warned of where a prefix that looks like a folder ends in no slash, once' {
        $null = Write-R2Object "$TestDrive/site/css/" -Recurse -Prefix "${prefix}logs" -WarningVariable warned -WarningAction SilentlyContinue
        $warned.Count | Should -Be 1
        "$warned" | Should -BeLike "*-Prefix '${prefix}logs/'"
        $null = Write-R2Object "$TestDrive/site/css/" -Recurse -Prefix "${prefix}img-" -WarningVariable warned
        $warned.Count | Should -Be 0
    }

    It 'is what a CSV says: paths, keys, headers and metadata, in one pipeline' {
        $below = New-Prefix
        $file = "$TestDrive/site/css/a.css"
        @"
Path,Key,ContentType,CacheControl,Expires,Metadata
$file,${below}one,text/x-one,max-age=1,2027-01-02T03:04:05Z,author=me; tier = 2
$file,${below}two.css,,,,
"@ | Set-Content "$TestDrive/up.csv"
        $null = Import-Csv "$TestDrive/up.csv" | Write-R2Object -NoFileTime -ErrorAction Stop
        $one, $two = (Get-R2Object "${below}one"), (Get-R2Object "${below}two.css")
        $one.ContentType, $one.CacheControl, $one.Metadata['author'], $one.Metadata['tier'] | Should -Be 'text/x-one', 'max-age=1', 'me', '2'
        [datetimeoffset]::Parse($one.Expires, [cultureinfo]::InvariantCulture) | Should -Be ([datetimeoffset]'2027-01-02T03:04:05Z')
        $two.ContentType, $two.CacheControl, $two.Expires, $two.Metadata.Count | Should -Be 'text/css', $null, $null, 0
    }

    It 'is what script blocks say of each file, and what JSON does' {
        $below = New-Prefix
        $null = Get-ChildItem "$TestDrive/site/css" | Write-R2Object -Key { "$below$($_.Name)" } -Metadata { @{ length = $_.Length } } -CacheControl { "max-age=$($_.Name.Length)" } -NoFileTime
        $stored = Get-R2Object "${below}a.css"
        $stored.CacheControl, $stored.Metadata['length'] | Should -Be 'max-age=5', "$((Get-Item "$TestDrive/site/css/a.css").Length)"
        $null = "[{ `"LiteralPath`": `"$("$TestDrive/site/index.html".Replace('\', '/'))`", `"Key`": `"${below}json`", `"Metadata`": { `"a`": `"b; c=d`" } }]" | ConvertFrom-Json | Write-R2Object -NoFileTime
        (Get-R2Object "${below}json").Metadata['a'] | Should -Be 'b; c=d'
        (Get-R2Error { [pscustomobject]@{ LiteralPath = "$TestDrive/site/index.html"; Key = "${below}bad"; Metadata = 'no entry' } | Write-R2Object }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
    }
}

Describe 'Where objects go' {
    It 'is a folder, without -StripPrefix' {
        $below = New-Prefix
        $null = Write-R2Object "$TestDrive/site/css/" -Recurse -Prefix "${below}css/"
        $null = Write-R2Object -Key "${below}css/empty/" -InputObject ''
        $null = Get-R2ObjectList -Prefix $below | Read-R2Object -Path "$TestDrive/$below" -StripPrefix $below
        Get-File "$TestDrive/$below" | Should -Be 'css/a.css', 'css/a.css.map'
        "$TestDrive/${below}css/empty" | Should -Exist
        (Read-R2Object "${below}css/a.css" -Path "$TestDrive/${below}one" -StripPrefix "${below}css").FullName | Should -Be (Join-Path $TestDrive "${below}one" a.css)
        (Get-R2Error { Read-R2Object "${below}css/a.css" -Path "$TestDrive/$below" -StripPrefix other/ }).Exception.Message | Should -BeLike "*does not begin with 'other/'*"
        (Get-R2Error { Read-R2Object "${below}css/a.css" -Path "$TestDrive/$below" -StripPrefix "${below}css/a.css" }).Exception.Message | Should -BeLike '*leaves no name*'
    }

    It 'is never outside that folder' -Skip:$noUnix {
        $null = 'x' | Write-R2Object -Key "${prefix}x/../../evil"
        (Get-R2Error { Read-R2Object "${prefix}x/../../evil" -Path "$TestDrive/safe/" -StripPrefix "${prefix}x/" }).FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath,*'
        (Get-R2Error { Read-R2Object "${prefix}x/../../evil" -Path "$TestDrive/safe/" -StripPrefix "${prefix}x" }).FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath,*'
    }
}

Describe 'What exists' {
    BeforeEach {
        $below = New-Prefix
        $null = 'old' | Write-R2Object -Key "${below}a.css"
    }

    It 'is skipped by Write-R2Object -SkipExisting, and said with -Verbose' {
        $written = Write-R2Object "$TestDrive/site/css/" -Recurse -Prefix $below -SkipExisting -ErrorAction Stop -Verbose 4>&1
        @($written | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] }).Key | Should -Be "${below}a.css.map"
        "$($written | Where-Object { $_ -is [Management.Automation.VerboseRecord] })" | Should -BeLike "*'$($at.Bucket)/${below}a.css' already exists, and was skipped.*"
        Read-R2Object "${below}a.css" -AsString | Should -Be old
        (Get-R2Error { 'x' | Write-R2Object -Key "${below}x" -SkipExisting -NoClobber }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }

    It 'is skipped by Read-R2Object -SkipExisting' {
        $null = New-Item -ItemType File -Force "$TestDrive/$below/a.css" -Value mine
        $null = 'new' | Write-R2Object -Key "${below}b.css"
        (Get-R2ObjectList -Prefix $below | Read-R2Object -Path "$TestDrive/$below" -StripPrefix $below -SkipExisting -ErrorAction Stop).Name | Should -Be b.css
        Get-Content "$TestDrive/$below/a.css" | Should -Be mine
        (Get-R2Error { Read-R2Object "${below}b.css" -Path "$TestDrive/$below" -SkipExisting -Force }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }

    It 'is skipped by Copy- and Move-R2Object -SkipExisting' {
        'a.css', 'b.css' | ForEach-Object { $null = "new $_" | Write-R2Object -Key "${below}from/$_" }
        $copied = Get-R2ObjectList -Prefix "${below}from/" | Copy-R2Object -DestinationKey $below -SkipExisting -ErrorAction Stop
        $copied.Key | Should -Be "${below}b.css"
        Read-R2Object "${below}a.css" -AsString | Should -Be old
        $moved = Get-R2ObjectList -Prefix "${below}from/" | Move-R2Object -DestinationKey { $_.Key -replace 'from/b', 'c' -replace 'from/' } -SkipExisting -ErrorAction Stop
        $moved.Key | Should -Be "${below}c.css"
        Get-Name "${below}from/" | Should -Be a.css
        (Get-R2Error { Move-R2Object "${below}from/a.css" "${below}a.css" -SkipExisting -Force }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }
}

Describe 'Another connection' {
    BeforeAll {
        $mine = Start-R2Emulator other
        $other = Get-R2Connection
        $connection = $at.Connection
    }

    AfterAll {
        Stop-R2Emulator $mine
    }

    It 'is where -DestinationConnection copies to, bucket and all' {
        $null = 'text' | Write-R2Object -Key "${prefix}n/note.txt" -Metadata @{ a = 'b' } -Connection $connection
        $copy = Copy-R2Object "${prefix}n/note.txt" -DestinationConnection $other -Connection $connection
        $copy.BucketName, $copy.Key, $copy.Metadata['a'] | Should -Be 'other', "${prefix}n/note.txt", 'b'
        Read-R2Object "${prefix}n/note.txt" -AsString -Connection $other | Should -Be text
        Test-R2Object "${prefix}n/note.txt" -Connection $connection | Should -BeTrue
    }

    It 'is where -DestinationConnection moves to, and deletes only what is verified there' {
        $null = 'text' | Write-R2Object -Key "${prefix}m/a" -Connection $connection
        $null = 'there' | Write-R2Object -Key m/a -Connection $other
        (Get-R2Error { Move-R2Object "${prefix}m/a" m/ -DestinationConnection $other -Connection $connection }).FullyQualifiedErrorId | Should -BeLike 'R2.ObjectExists,*'
        Test-R2Object "${prefix}m/a" -Connection $connection | Should -BeTrue
        $moved = Get-R2ObjectList -Prefix "${prefix}m/" -Connection $connection | Move-R2Object -DestinationKey m/ -DestinationConnection $other -Connection $connection -Force
        $moved.Key | Should -Be m/a
        Test-R2Object "${prefix}m/a" -Connection $connection | Should -BeFalse
        Read-R2Object m/a -AsString -Connection $other | Should -Be text
    }

    It 'copies within the server where it is of the same account' {
        $null = 'text' | Write-R2Object -Key same -Connection $other
        $again = Connect-R2 -Endpoint $mine.Endpoint -Credential $mine.Credential -BucketName other -AllowInsecure -NoDefault
        $before = @($mine.Requests).Count
        $null = Copy-R2Object same same2 -Connection $other -DestinationConnection $again
        @($mine.Requests)[$before..1000].Operation | Should -Contain CopyObject
    }
}
