using System.Globalization;
using System.Text.Json;
using AtRest.Collectors.Camunda.Reading;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>Camunda's OAuth service (https://docs.camunda.io/docs/apis-tools/administration-api/authentication/).</summary>
internal sealed class TokenClient(HttpClient http, CamundaCollectorOptions options, TimeProvider clock)
{
    public static Uri DefaultUrl { get; } = new("https://login.cloud.camunda.io/oauth/token");

    // For a response without a lifetime. A day, as Camunda documents, would be a guess.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    private readonly Uri url = options.OAuthUrl ?? DefaultUrl;

    /// <exception cref="CamundaRefusalException">The service gives no token.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AccessToken> RequestAsync(ClientCredentials credentials, CancellationToken cancellationToken)
    {
        // OAuth requires a form (https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2), and Camunda documents one.
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(Form(credentials)) };
        using var response = await http.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? Read(content)
            : throw new CamundaRefusalException(response.StatusCode, Refusal.CodeOf(content), RetryAfterHeader.Of(response));
    }

    private KeyValuePair<string, string>[] Form(ClientCredentials credentials) =>
    [
        new("grant_type", "client_credentials"),
        new("audience", options.Audience),
        new("client_id", credentials.ClientId),
        new("client_secret", credentials.ClientSecret),
    ];

    private AccessToken Read(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        var value = document.RootElement.TextOf("access_token");
        if (value is null || !value.All(character => char.IsBetween(character, '!', '~')))
        {
            throw new WrongAnswerException("It contains no access token.");
        }

        var lifetime = double.TryParse(document.RootElement.TextOf("expires_in"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e8
            ? TimeSpan.FromSeconds(seconds)
            : DefaultLifetime;
        var margin = lifetime / 10 < LongestMargin ? lifetime / 10 : LongestMargin;
        return new AccessToken(value, clock.GetUtcNow() + lifetime - margin);
    }
}
