using System.Collections.Concurrent;
using R2.Emulator.Api.Jobs;
using R2.Emulator.Api.Migrations;
using R2.Emulator.Api.Tokens;
using R2.Emulator.Auth;
using R2.Emulator.Storage;

namespace R2.Emulator.Api;

/// <summary>What the API knows beside the buckets: tokens, domains that are becoming active, jobs and migrations. It is lost at the end.</summary>
internal sealed class ApiState
{
    public ApiState(Account account, EmulatorApiOptions options, TokenStore tokens, CredentialStore credentials, RequestLog requests)
    {
        Account = account;
        Options = options;
        Tokens = tokens;
        Credentials = credentials;
        Requests = requests;
    }

    public Account Account { get; }

    public EmulatorApiOptions Options { get; }

    public TokenStore Tokens { get; }

    public CredentialStore Credentials { get; }

    public RequestLog Requests { get; }

    public JobList Jobs { get; } = new();

    public MigrationList Migrations { get; } = new();

    /// <summary>How often the status of a custom domain has been read.</summary>
    public ConcurrentDictionary<string, int> DomainReads { get; } = new(StringComparer.OrdinalIgnoreCase);
}
