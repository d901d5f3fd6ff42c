using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Identity;

/// <summary>Gets tokens of the process's own identity, from the source in the options or from Azure. Azure's library is loaded with the first token only.</summary>
/// <param name="source">Gets a token for an audience; null: from Azure.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="telemetry">Counts the requests.</param>
internal sealed class IdentityTokens(Func<string, CancellationToken, Task<string>>? source, Func<string, string?> variable, CloudTelemetry telemetry)
{
    // Without a response, the search would go on for minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Lazy<AzureIdentity> azure = new(() => new AzureIdentity(variable));

    /// <exception cref="IdentityTokenException">There is no token.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IdentityToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        using var call = telemetry.Start("azure", "identity", "token");
        try
        {
            // Parts of the library block.
            var text = await Task.Run(() => source?.Invoke(audience, cancellationToken) ?? azure.Value.TokenAsync(audience, cancellationToken), cancellationToken)
                .WaitAsync(Longest, cancellationToken);
            call.End(CallOutcome.Answered);
            return new IdentityToken(text);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            call.End(CallOutcome.Failed);
            throw IdentityAdvice.For(exception, audience, variable);
        }
    }
}
