using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Identity;

/// <summary>Gets tokens of the process's own identity, from the source in the options or from Azure. Azure's library is loaded with the first token only.</summary>
internal sealed class IdentityTokens(CollectorOptions options, CloudTelemetry telemetry)
{
    // Without an answer, the search would go on for minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Lazy<AzureIdentity> azure = new(() => new AzureIdentity(options.Aws.ReadVariable));

    /// <exception cref="IdentityTokenException">There is no token.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IdentityToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        using var call = telemetry.Start("azure", "identity", "token");
        try
        {
            // Parts of the library block.
            var text = await Task.Run(() => options.IdentityToken?.Invoke(audience, cancellationToken) ?? azure.Value.TokenAsync(audience, cancellationToken), cancellationToken)
                .WaitAsync(Longest, cancellationToken);
            call.End(CallOutcome.Answered);
            return new IdentityToken(text);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            call.End(CallOutcome.Failed);
            throw IdentityAdvice.For(exception, audience, options.Aws.ReadVariable);
        }
    }
}
