using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestFramework;
using Microsoft.Testing.Platform.Requests;

namespace R2.Mutation;

/// <summary>What Stryker sees as the test framework. A test is a test method; a failure counts when a second process has it too.</summary>
internal sealed class FreshProcessFramework : ITestFramework, IDataProducer
{
    private const int Tries = 3;

    public string Uid => nameof(FreshProcessFramework);

    public string Version => "1.0.0";

    public string DisplayName => "xUnit in a fresh process";

    public string Description => "Runs tests in a process of their own each time";

    public Type[] DataTypesProduced { get; } = [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task<CreateTestSessionResult> CreateTestSessionAsync(CreateTestSessionContext context) => Task.FromResult(new CreateTestSessionResult { IsSuccess = true });

    public Task<CloseTestSessionResult> CloseTestSessionAsync(CloseTestSessionContext context) => Task.FromResult(new CloseTestSessionResult { IsSuccess = true });

    public async Task ExecuteRequestAsync(ExecuteRequestContext context)
    {
        try
        {
            if (context.Request is DiscoverTestExecutionRequest)
            {
                await PublishAsync(context, await TestProcess.ListAsync(context.CancellationToken), DiscoveredTestNodeStateProperty.CachedInstance);
            }
            else if (context.Request is RunTestExecutionRequest run)
            {
                TestProcess.Outcome outcome = await RunAsync(run.Filter is TestNodeUidListFilter chosen ? chosen.TestNodeUids.Select(uid => uid.Value).ToArray() : [], context.CancellationToken);
                await PublishAsync(context, outcome.Passed, PassedTestNodeStateProperty.CachedInstance);
                await PublishAsync(context, outcome.Failed, new FailedTestNodeStateProperty(outcome.Output));
            }
        }
        finally
        {
            context.Complete();
        }
    }

    private static async Task<TestProcess.Outcome> RunAsync(IReadOnlyList<string> methods, CancellationToken cancellationToken)
    {
        TestProcess.Outcome first = await TestProcess.TestAsync(methods, cancellationToken);
        for (int i = 1; first.Failed.Count > 0 && i < Tries; i++)
        {
            TestProcess.Outcome again = await TestProcess.TestAsync(first.Failed, cancellationToken);
            if (again.Failed.Count > 0)
            {
                return new TestProcess.Outcome([], again.Failed, again.Output);
            }

            first = await TestProcess.TestAsync(methods, cancellationToken);
        }

        return first.Failed.Count == 0 ? first : new TestProcess.Outcome(methods, [], "");
    }

    private async Task PublishAsync(ExecuteRequestContext context, IEnumerable<string> methods, TestNodeStateProperty state)
    {
        foreach (string method in methods)
        {
            TestNode node = new() { Uid = method, DisplayName = method, Properties = new PropertyBag(state) };
            await context.MessageBus.PublishAsync(this, new TestNodeUpdateMessage(context.Request.Session.SessionUid, node));
        }
    }
}
