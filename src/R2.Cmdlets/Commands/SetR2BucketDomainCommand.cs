using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Set, "R2BucketDomain", SupportsShouldProcess = true)]
[OutputType(typeof(R2BucketDomain))]
public sealed class SetR2BucketDomainCommand : R2DomainCmdlet
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        (string bucket, string domain, R2BucketDomainOptions options, bool wait, TimeSpan timeout, bool passThru) = (RequireBucket(), Domain, Options, Wait, Timeout, PassThru);
        if (options is { Enabled: null, MinTls: null, Ciphers.Count: 0 } && !wait)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Nothing is given to change: -Enabled, -MinTls, -Cipher.");
        }

        if (ShouldProcess($"{bucket} at {domain}", "Change the domain"))
        {
            Start($"{bucket} at {domain}", async cancellation =>
            {
                if (options is not { Enabled: null, MinTls: null, Ciphers.Count: 0 })
                {
                    await Api.SetDomainAsync(bucket, domain, options, cancellation).ConfigureAwait(false);
                }

                R2BucketDomain? now = wait || passThru ? await ReadAsync(bucket, domain, wait && options.Enabled != false, timeout, cancellation).ConfigureAwait(false) : null;
                if (passThru)
                {
                    await WriteObjectAsync(now!).ConfigureAwait(false);
                }
            });
        }
    }
}
