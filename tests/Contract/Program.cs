using System.Reflection;
using R2;
using R2.Conformance;
using R2.Contract;
using R2.Contract.Calls;
using R2.Emulator;

// R2.Contract <contract> <Prism's script>
//   plays requests, and every call of the client, through Prism to the emulator; ends with 'N passed, N failed, N skipped'
if (args is not [string contractFile, string script])
{
    Console.Error.WriteLine("R2.Contract <OpenAPI document> <Prism's script>");
    return 2;
}

using CancellationTokenSource cancellation = new(TimeSpan.FromMinutes(5));
Report report = new("contract");
ContractDocument contract = ContractDocument.Read(contractFile);
IReadOnlyList<string> needless = contract.Amend(Path.Combine(AppContext.BaseDirectory, "amendments.json"));
Say("every amendment is needed", needless.Count == 0 ? null : string.Join("; ", needless));
string folder = Directory.CreateTempSubdirectory("r2-contract-").FullName;
try
{
    string amended = Path.Combine(folder, "contract.json");
    contract.Save(amended);
    using R2EmulatorServer emulator = R2EmulatorServer.Start(new R2EmulatorOptions
    {
        Buckets = [RawRequests.Bucket, RawRequests.Other],
        AdditionalApiTokens = [new EmulatorApiToken { Value = "narrow", PermissionGroups = ["Workers R2 Storage Read"] }],
    });
    using PrismProxy prism = await PrismProxy.StartAsync(script, amended, emulator.ApiEndpoint, cancellation.Token);
    using Judge judge = new(contract, prism.Address);
    await FillAsync(emulator);
    await PlayRawAsync(emulator, judge);
    await FillAsync(emulator);
    await PlayCallsAsync(emulator, judge);
    string[] left = [.. contract.Ids.Intersect(R2EmulatorServer.Operations).Except(judge.Met)];
    Say("every operation of the emulator that the contract has was asked for", left.Length == 0 ? null : string.Join(", ", left));
    await ControlAsync(emulator, judge);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return report.Finish();

async Task FillAsync(R2EmulatorServer emulator)
{
    await using R2Client s3 = new(new R2ClientOptions { Endpoint = emulator.Endpoint, Credential = new R2Credential(emulator.AccessKeyId, emulator.SecretAccessKey) });
    foreach (string key in new[] { "a", "b", "dir/b & c", "dir/d" })
    {
        await s3.PutObjectAsync(RawRequests.Bucket, key, R2Content.FromBytes("text"u8.ToArray()), cancellationToken: cancellation.Token);
    }
}

async Task PlayRawAsync(R2EmulatorServer emulator, Judge judge)
{
    using RawClient client = new(emulator, judge);
    foreach (RawRequest request in new RawRequests(emulator).All)
    {
        int code = await client.AskAsync(request, cancellation.Token);
        Judged($"raw, {request.Name}", judge, code == request.Code ? null : $"the error is {code}, not {request.Code}");
    }
}

async Task PlayCallsAsync(R2EmulatorServer emulator, Judge judge)
{
    using CallContext context = new(emulator, judge);
    HashSet<string> called = [];
    foreach (ApiCall call in BucketCalls.All(context).Concat(RuleCalls.All(context)).Concat(MigrationCalls.All(context)))
    {
        called.Add(call.Method);
        string? failure = null;
        try
        {
            await call.Run();
        }
        catch (R2Exception e)
        {
            failure = e.Message;
        }

        Judged($"client, {call}", judge, failure);
    }

    string[] methods = [.. typeof(R2ApiClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != "DisposeAsync")
        .Select(method => method.Name[..^"Async".Length])];
    string[] missing = [.. methods.Except(called).Where(name => name != "WithProgress")];
    Say("every method of the client was called", missing.Length == 0 ? null : string.Join(", ", missing));
}

// A judge that accepts everything would be none.
async Task ControlAsync(R2EmulatorServer emulator, Judge judge)
{
    using RawClient client = new(emulator, judge);
    string bucket = $"/accounts/{emulator.AccountId}/r2/buckets/{RawRequests.Bucket}";
    await client.AskAsync(new("", "PUT", $"{bucket}/lock", """{"rules":[{"id":5}]}"""), cancellation.Token);
    Say("a wrong request is complained of", judge.TakeComplaints().Count == 1 ? null : "it is not");
    emulator.Faults.Add(Fault.ErrorIn200("10001") with { Operation = "r2-get-bucket" });
    await client.AskAsync(new("", "GET", bucket), cancellation.Token);
    Say("a wrong response is complained of", judge.TakeComplaints().Count == 1 ? null : "it is not");
}

void Judged(string name, Judge judge, string? failure)
{
    IReadOnlyList<string> complaints = judge.TakeComplaints();
    Say(name, complaints.Count > 0 ? string.Join("; ", complaints) : failure);
}

void Say(string name, string? failure)
{
    if (failure is null)
    {
        report.Passed(name);
    }
    else
    {
        report.Failed(name, failure);
    }
}
