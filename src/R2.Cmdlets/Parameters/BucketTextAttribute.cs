using System.Management.Automation;
using R2.Models;

namespace R2.Cmdlets.Parameters;

/// <summary>As <see cref="KeyTextAttribute"/>, for names of buckets, which buckets themselves may stand for.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BucketTextAttribute : KeyTextAttribute
{
    protected override object? TextOf(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is R2Bucket bucket ? bucket.BucketName : base.TextOf(value);
}
