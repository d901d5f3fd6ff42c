using System.Net;
using AtRest.Collectors.Camunda.Reading;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Camunda;

/// <summary>The reading part of Camunda's Administration API (https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/).</summary>
internal sealed class AdministrationApi(HttpClient http, TokenCache tokens)
{
    /// <summary>Calls the API with the client's token. A token that is refused is renewed once, because it may have expired.</summary>
    /// <exception cref="CamundaRefusalException">The API or the OAuth service refused the request.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<byte[]> GetAsync(Uri url, ClientCredentials credentials, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(credentials, cancellationToken);
        try
        {
            return await GetAsync(url, token, cancellationToken);
        }
        catch (CamundaRefusalException refusal) when (refusal.Status == HttpStatusCode.Unauthorized)
        {
            var renewed = await tokens.RenewAsync(credentials, token, cancellationToken);
            return await GetAsync(url, renewed, cancellationToken);
        }
    }

    private async Task<byte[]> GetAsync(Uri url, AccessToken token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new("Bearer", token.Value);
        using var response = await http.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode ? content : throw new CamundaRefusalException(response.StatusCode, Refusal.CodeOf(content), RetryAfterHeader.Of(response));
    }
}
