using System.Management.Automation;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class BucketCommandTests : CmdletTest
{
    [Fact]
    public void Buckets_AreMadeListedTestedAndRemoved()
    {
        Assert.Equal(["one-a", "one-b"], Run("'one-a', 'one-b' | New-R2Bucket").ThrowIfFailed().As<R2Bucket>().Select(bucket => bucket.BucketName).Order());
        Assert.Equal(["one-a", "one-b", Bucket], Run("Get-R2Bucket | ForEach-Object Name").ThrowIfFailed().As<string>());
        Assert.Equal(["one-b"], Run("Get-R2Bucket one-? | Where-Object Name -like *b | ForEach-Object BucketName").ThrowIfFailed().As<string>());
        Assert.Equal([true, false], Run("Test-R2Bucket one-a, one-c").ThrowIfFailed().As<bool>());

        Run("Get-R2Bucket one-* | Remove-R2Bucket -Confirm:$false").ThrowIfFailed();

        Assert.Equal([Bucket], Run("Get-R2Bucket | ForEach-Object Name").ThrowIfFailed().As<string>());
    }

    [Fact]
    public void WhatIf_ChangesNothing()
    {
        Run($"New-R2Bucket new-one -WhatIf; Remove-R2Bucket {Bucket} -WhatIf").ThrowIfFailed();

        Assert.Equal([Bucket], Run("Get-R2Bucket | ForEach-Object Name").ThrowIfFailed().As<string>());
    }

    [Theory]
    [InlineData("New-R2Bucket ab", "R2.InvalidBucketName", ErrorCategory.InvalidArgument)]
    [InlineData("New-R2Bucket UPPER", "R2.InvalidBucketName", ErrorCategory.InvalidArgument)]
    [InlineData("New-R2Bucket -BucketName '-ab'", "R2.InvalidBucketName", ErrorCategory.InvalidArgument)]
    [InlineData("Remove-R2Bucket none-such -Confirm:$false", "R2.NoSuchBucket", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-R2Bucket none-such", "R2.NoSuchBucket", ErrorCategory.ObjectNotFound)]
    [InlineData("'x' | Write-R2Object -Key k | ForEach-Object { }; Remove-R2Bucket test-bucket -Confirm:$false", "R2.BucketNotEmpty", ErrorCategory.ResourceExists)]
    public void BadInput_IsAnErrorAndThePipelineGoesOn(string command, string id, ErrorCategory category) =>
        AssertError(RunToError(command), id, category);

    [Theory]
    [InlineData("", "STANDARD_IA")]
    [InlineData("-StorageClass STANDARD", "STANDARD")]
    public void New_WithAStorageClass_HoldsForObjectsThatNameNone(string parameters, string expected)
    {
        Run($"New-R2Bucket rarely-read -StorageClass STANDARD_IA; $null = 'x' | Write-R2Object -BucketName rarely-read -Key k {parameters}; Start-R2MultipartUpload -BucketName rarely-read -Key parts {parameters} | Write-R2MultipartPart -PartNumber 1 -InputObject ([byte[]](1)) | Out-Null").ThrowIfFailed();

        PowerShellResult found = Run("(Get-R2Object -BucketName rarely-read k).StorageClass; (Get-R2ObjectList -BucketName rarely-read).StorageClass; (Get-R2MultipartUpload -BucketName rarely-read).StorageClass").ThrowIfFailed();

        Assert.Equal([expected, expected, expected], found.As<string>());
    }
}
