using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.New, "R2Bucket", SupportsShouldProcess = true)]
[OutputType(typeof(R2Bucket))]
public sealed class NewR2BucketCommand : R2Cmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [AllowNull]
    [AllowEmptyString]
    [BucketText]
    public string[]? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Where to keep the objects, if R2 can.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("wnam", "enam", "weur", "eeur", "apac", "oc")]
    public string? LocationHint { get; set; }

    /// <summary>Storage class of objects that name none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet(R2StorageClass.Standard, R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    protected override void ProcessInput()
    {
        CreateBucketOptions options = new() { LocationHint = LocationHint, StorageClass = StorageClass };
        ForEachBucket(InputObject, BucketName, name =>
        {
            if (ShouldProcess(name, "Make bucket"))
            {
                Start(name, cancellation => CreateAsync(name, options, cancellation));
            }
        });
    }

    private async Task CreateAsync(string name, CreateBucketOptions options, CancellationToken cancellation)
    {
        await Client.CreateBucketAsync(name, options, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(new R2Bucket { BucketName = name, CreationDate = DateTimeOffset.UtcNow, Location = options.LocationHint }).ConfigureAwait(false);
    }
}
