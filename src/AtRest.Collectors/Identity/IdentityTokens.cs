using AtRest.Collectors.Telemetry;
using Azure.Core;
using Azure.Identity;

namespace AtRest.Collectors.Identity;

/// <summary>
/// Tokens of the process's own identity: in Functions and App Service from <c>IDENTITY_ENDPOINT</c>, on a virtual machine from its metadata, in a Kubernetes pod in exchange for
/// the file of <c>AZURE_FEDERATED_TOKEN_FILE</c>. Which of several identities, <c>AZURE_CLIENT_ID</c> says. Nothing of it is loaded before the first token is wanted.
/// </summary>
internal sealed class IdentityTokens(CollectorOptions options, CloudTelemetry telemetry)
{
    private const int Retries = 3;

    // Where nobody answers, the search would go on for minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(400);

    private readonly Lazy<TokenCredential> credential = new(() => Credential(options.Aws.ReadVariable));

    /// <exception cref="IdentityTokenException">There is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IdentityToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        using var call = telemetry.Start("azure", "identity", "token");
        try
        {
            // Parts of it block.
            var text = await Task.Run(() => options.IdentityToken?.Invoke(audience, cancellationToken) ?? OfAzureAsync(audience, cancellationToken), cancellationToken)
                .WaitAsync(Longest, cancellationToken).ConfigureAwait(false);
            call.End(CallOutcome.Answered);
            return new IdentityToken(text);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            call.End(CallOutcome.Failed);
            throw IdentityAdvice.For(exception, audience, options.Aws.ReadVariable);
        }
    }

    private async Task<string> OfAzureAsync(string audience, CancellationToken cancellationToken) =>
        (await credential.Value.GetTokenAsync(new TokenRequestContext([audience + "/.default"]), cancellationToken).ConfigureAwait(false)).Token;

    private static TokenCredential Credential(Func<string, string?> variable)
    {
        if (variable("AZURE_FEDERATED_TOKEN_FILE") is { Length: > 0 })
        {
            return new WorkloadIdentityCredential();
        }

        var id = variable("AZURE_CLIENT_ID") is { Length: > 0 } clientId ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned;
        var settings = new ManagedIdentityCredentialOptions(id);
        settings.Retry.MaxRetries = Retries;
        settings.Retry.Delay = RetryDelay;
        settings.Retry.NetworkTimeout = Longest / 2;
        return new ManagedIdentityCredential(settings);
    }
}
