BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
}

Describe 'ConvertTo-R2Credential' {
    It "makes the key pair of an API token: its id, and the value's SHA-256" {
        $credential = ConvertTo-R2Credential ('0123456789abcdef' * 2) (ConvertTo-SecureString abc -AsPlainText)
        $credential | Should -BeOfType pscredential
        $credential.UserName | Should -Be ('0123456789abcdef' * 2)
        $credential.GetNetworkCredential().Password | Should -Be ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad # of FIPS 180-2, appendix B.1
    }

    It 'takes id and value from an object, as the API answers' {
        $token = [pscustomobject]@{ Id = '0' * 32; Value = ConvertTo-SecureString abc -AsPlainText }
        ($token | ConvertTo-R2Credential).UserName | Should -Be ('0' * 32)
    }

    It 'makes one that Connect-R2 takes' {
        $credential = ConvertTo-R2Credential ('0' * 32) (ConvertTo-SecureString abc -AsPlainText)
        (Connect-R2 -AccountId ('1' * 32) -Credential $credential).AccessKeyId | Should -Be ('0' * 32)
        Disconnect-R2
    }

    It 'refuses <Why>, and shows neither' -ForEach @(
        @{ Why = 'id and value that are swapped'; Id = 'v1.0-a-token-value'; Value = '0' * 32 }
        @{ Why = 'a value with a line break'; Id = '0' * 32; Value = "hidden`nvalue" }
    ) {
        $found = Get-R2Error { ConvertTo-R2Credential $Id (ConvertTo-SecureString $Value -AsPlainText) }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidCredential,*'
        "$found $($found | Format-List * -Force | Out-String)" | Should -Not -Match 'hidden|a-token-value(?!.*-AsPlainText)'
    }
}
