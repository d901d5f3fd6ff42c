namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>Makes each attempt to get a token wait for its turn.</summary>
internal sealed class TokenPaceHandler(TokenPace pace) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        pace.TakeTurnAsync(() => base.SendAsync(request, cancellationToken), cancellationToken);
}
