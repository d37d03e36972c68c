namespace R2.Unit.Support;

internal static class Until
{
    /// <summary>Waits for what is about to happen; the test's own end is the only limit.</summary>
    public static async Task Async(Func<bool> happened)
    {
        while (!happened())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
