using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace R2.Cmdlets.Completion;

/// <summary>Completes a value: quickly or with nothing, without a prompt, without an error.</summary>
internal abstract class R2Completer : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletionWord word = new(wordToComplete);
        try
        {
            CompletionRequest request = new(parameterName, word.Text, fakeBoundParameters);
            return [.. Find(request)
                .Where(item => item.Text.StartsWith(word.Text, Comparison))
                .Take(CompletionDefaults.MostItems)
                .Select(word.ToResult)];
        }
        catch (Exception)
        {
            // A bad setting in the environment, for one: the command will say so, Tab cannot.
            return [];
        }
    }

    /// <summary>How what is typed is compared with what is there.</summary>
    private protected virtual StringComparison Comparison => StringComparison.OrdinalIgnoreCase;

    private protected abstract IEnumerable<CompletionItem> Find(CompletionRequest request);

    /// <summary>Asks Cloudflare's own API about the bucket that the command line or the connection names.</summary>
    private protected static IReadOnlyList<CompletionItem> AskApi(CompletionRequest request, string question, Func<R2ApiClient, string, CancellationToken, Task<IReadOnlyList<CompletionItem>>> fetch)
    {
        if (request.Connection is not { HasApiToken: true } connection || (request.Text("BucketName") ?? request.Text("Bucket") ?? connection.BucketName) is not { } bucket)
        {
            return [];
        }

        return request.Cache.Ask(connection, $"{question} of {bucket}", cancellation => fetch(connection.Api, bucket, cancellation));
    }

    /// <summary>Asks the bucket that the command line or the connection names.</summary>
    private protected static IReadOnlyList<CompletionItem> AskBucket(
        CompletionRequest request, string bucketParameter, string question, Func<R2Client, string, CancellationToken, Task<IReadOnlyList<CompletionItem>>> fetch)
    {
        if (request.Connection is not { } connection
            || (request.Text(bucketParameter) ?? request.Text("BucketName") ?? request.Text("Bucket") ?? connection.BucketName) is not { } bucket)
        {
            return [];
        }

        return request.Cache.Ask(connection, $"{question} of {bucket}", cancellation => fetch(connection.Client, bucket, cancellation));
    }
}
