using System.Management.Automation;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class MoveR2ObjectCommandTests : CmdletTest
{
    public MoveR2ObjectCommandTests() =>
        Run("'a', 'b' | ForEach-Object { 'text' | Write-R2Object -Key \"in/$_\" -ContentType text/css -Metadata @{ owner = 'ops' } } | ForEach-Object { }").ThrowIfFailed();

    [Fact]
    public void Move_ToAnotherKeyAndBucket_KeepsMetadata()
    {
        Run("$null = New-R2Bucket other").ThrowIfFailed();

        R2ObjectInfo moved = Run("Move-R2Object in/a out/a -DestinationBucketName other").ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal(("other", "out/a", "text/css", "ops"), (moved.BucketName, moved.Key, moved.ContentType, moved.Metadata["owner"]));
        Assert.Equal(["in/b"], Keys());
    }

    [Fact]
    public void Move_PipedList_RenamesByAScriptBlock()
    {
        Run("$null = Get-R2ObjectList -Prefix in/ | Move-R2Object -DestinationKey { $_.Key -replace '^in/', 'done/' } -Metadata @{ moved = 'yes' } -MetadataDirective Merge").ThrowIfFailed();

        Assert.Equal(["done/a", "done/b"], Keys());
        R2ObjectInfo moved = Run("Get-R2Object done/b").ThrowIfFailed().As<R2ObjectInfo>().Single();
        Assert.Equal(("ops", "yes"), (moved.Metadata["owner"], moved.Metadata["moved"]));
    }

    [Fact]
    public void Move_WhatIfOrOntoItselfOrNothing_MovesNothing()
    {
        Run("Move-R2Object in/a out -WhatIf").ThrowIfFailed();

        AssertError(RunToError("Move-R2Object in/a"), "R2.SameObject", ErrorCategory.InvalidArgument, $"{Bucket}/in/a");
        AssertError(RunToError("Move-R2Object none out"), "R2.NoSuchKey", ErrorCategory.ObjectNotFound);
        AssertError(RunToError("Move-R2Object in/a in/b -DestinationIfNoneMatch *"), "R2.PreconditionFailed", ErrorCategory.InvalidOperation);
        Assert.Equal(["in/a", "in/b"], Keys());
    }

    [Fact]
    public void Move_KeyWithANoncharacter_IsAKeyLikeOthers()
    {
        Run("$key = \"a`u{FFFE}e`u{301}\"; $null = 'text' | Write-R2Object -Key from; $null = Move-R2Object from $key").ThrowIfFailed();

        Assert.Equal("text", Run("Read-R2Object \"a`u{FFFE}`u{E9}\" -AsString").ThrowIfFailed().As<string>().Single());
        AssertError(RunToError("Move-R2Object $key \"a`u{FFFE}`u{E9}\""), "R2.SameObject", ErrorCategory.InvalidArgument);
    }
}
