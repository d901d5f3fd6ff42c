using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Identity;

/// <summary>Tokens of the process's own identity, from the option's source or from Azure. Nothing of Azure's library is loaded before the first token is wanted.</summary>
internal sealed class IdentityTokens(CollectorOptions options, CloudTelemetry telemetry)
{
    // Where nobody answers, the search would go on for minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Lazy<AzureIdentity> azure = new(() => new AzureIdentity(options.Aws.ReadVariable));

    /// <exception cref="IdentityTokenException">There is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IdentityToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        using var call = telemetry.Start("azure", "identity", "token");
        try
        {
            // Parts of it block.
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
