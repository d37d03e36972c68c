using System.Management.Automation;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class SetR2ObjectMetadataCommandTests : CmdletTest
{
    private const string Write = "$null = 'text' | Write-R2Object -Key k -ContentType text/css -CacheControl no-store -Metadata @{ owner = 'ops'; tier = '1' } -StorageClass STANDARD_IA";

    [Fact]
    public void Set_Merge_KeepsWhatIsNotNamed_AndTheStorageClass()
    {
        Run(Write).ThrowIfFailed();

        R2ObjectInfo info = Run("Set-R2ObjectMetadata k -Metadata @{ tier = '2' } -ContentLanguage de").ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal(("ops", "2", "text/css", "no-store", "de"), (info.Metadata["owner"], info.Metadata["tier"], info.ContentType, info.CacheControl, info.ContentLanguage));
        Assert.Equal(R2StorageClass.StandardInfrequentAccess, info.StorageClass);
        Assert.Equal("text", Text("k"));
    }

    [Fact]
    public void Set_Replace_LeavesNothingElse()
    {
        Run(Write).ThrowIfFailed();

        R2ObjectInfo info = Run("Get-R2ObjectList | Set-R2ObjectMetadata -MetadataDirective Replace -Metadata @{ only = 'this' }").ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal(["only"], info.Metadata.Keys);
        Assert.Null(info.CacheControl);
        Assert.Equal("text", Text("k"));
    }

    [Fact]
    public void Set_StorageClassAlone_MovesTheObjectToIt()
    {
        Run(Write).ThrowIfFailed();

        R2ObjectInfo info = Run("Set-R2ObjectMetadata k -StorageClass STANDARD").ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal((R2StorageClass.Standard, "ops"), (info.StorageClass, info.Metadata["owner"]));
    }

    [Fact]
    public void Set_ObjectWithACustomersKey_StaysEncrypted()
    {
        Run("$key = [byte[]](1..32); $null = 'secret' | Write-R2Object -Key k -SseCustomerKey $key").ThrowIfFailed();

        Run("$null = Set-R2ObjectMetadata k -Metadata @{ a = 'b' } -SseCustomerKey $key").ThrowIfFailed();

        Assert.NotNull(Run("Get-R2Object k -SseCustomerKey $key").ThrowIfFailed().As<R2ObjectInfo>().Single().SseCustomerKeyMd5);
        Assert.NotEmpty(Run("Get-R2Object k").Errors);
    }

    [Fact]
    public void Set_NothingOrStaleOrMissing_ChangesNothing()
    {
        Run(Write).ThrowIfFailed();

        AssertError(RunToTerminatingError(Session, "Set-R2ObjectMetadata k"), "R2.InvalidArgument", ErrorCategory.InvalidArgument);
        AssertError(RunToError("Set-R2ObjectMetadata k -Metadata @{ tier = '9' } -IfMatch 0"), "R2.PreconditionFailed", ErrorCategory.InvalidOperation);
        AssertError(RunToError("Set-R2ObjectMetadata none -Metadata @{ tier = '9' }"), "R2.NoSuchKey", ErrorCategory.ObjectNotFound);
        Run("Set-R2ObjectMetadata k -Metadata @{ tier = '9' } -WhatIf").ThrowIfFailed();
        Assert.Equal("1", Run("Get-R2Object k").ThrowIfFailed().As<R2ObjectInfo>().Single().Metadata["tier"]);
    }
}
