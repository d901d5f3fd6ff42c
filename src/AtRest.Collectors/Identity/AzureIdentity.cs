using AtRest.Collectors.Answers;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace AtRest.Collectors.Identity;

/// <summary>
/// The identity that Azure gives the process: in Functions and App Service from <c>IDENTITY_ENDPOINT</c>, on a virtual machine from its metadata, in a Kubernetes pod in exchange for
/// the file of <c>AZURE_FEDERATED_TOKEN_FILE</c>. <c>AZURE_CLIENT_ID</c> selects one of several identities.
/// </summary>
internal sealed class AzureIdentity(Func<string, string?> variable)
{
    private const int Retries = 3;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    // One for the whole process, since it caches the tokens.
    private readonly TokenCredential credential = Credential(variable);

    public async Task<string> TokenAsync(string audience, CancellationToken cancellationToken) =>
        (await credential.GetTokenAsync(new TokenRequestContext([audience + "/.default"]), cancellationToken)).Token;

    private static TokenCredential Credential(Func<string, string?> variable)
    {
        if (variable("AZURE_FEDERATED_TOKEN_FILE") is { Length: > 0 })
        {
            return new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions { Transport = Transport() });
        }

        var id = variable("AZURE_CLIENT_ID") is { Length: > 0 } clientId ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned;
        var settings = new ManagedIdentityCredentialOptions(id) { Transport = Transport() };
        settings.Retry.MaxRetries = Retries;
        settings.Retry.Delay = RetryDelay;
        settings.Retry.NetworkTimeout = AttemptTimeout;
        return new ManagedIdentityCredential(settings);
    }

    // As long as the credential: for the whole process.
    private static HttpClientTransport Transport() => new(new HttpClient(Sockets.Bounded(AnswerBounds.Token)) { Timeout = Timeout.InfiniteTimeSpan });
}
