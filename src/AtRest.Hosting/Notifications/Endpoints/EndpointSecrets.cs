using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>
/// Encrypts the URL and the secret or token of an endpoint by Data Protection. They cannot be hashed: AtRest signs with the secret and sends the token. What is encrypted for one endpoint cannot be decrypted for
/// another one.
/// </summary>
internal sealed class EndpointSecrets(IDataProtectionProvider protection)
{
    private const string Purpose = "AtRest.NotificationEndpoints";

    public string Encrypt(string organizationId, string id, EndpointSecret secret) => ProtectorOf(organizationId, id).Protect(JsonSerializer.Serialize(secret, HostingJson.Options));

    /// <summary>What is needed to send; null if the endpoint was revoked, or if the key that encrypted it is gone.</summary>
    public NotificationEndpoint? Open(string organizationId, StoredEndpoint endpoint)
    {
        if (endpoint.Encrypted is null)
        {
            return null;
        }

        try
        {
            var secret = JsonSerializer.Deserialize<EndpointSecret>(ProtectorOf(organizationId, endpoint.Id).Unprotect(endpoint.Encrypted), HostingJson.Options)!;
            return new NotificationEndpoint
            {
                OrganizationId = organizationId,
                Endpoint = endpoint.Id,
                Format = endpoint.Format,
                Events = endpoint.Events,
                Target = endpoint.Target,
                Url = secret.Url,
                Secrets = secret.Secret is { } text && NotificationSecret.TryParse(text) is { } key ? [key] : ImmutableArray<NotificationSecret>.Empty,
                Token = secret.Token is { } token ? NotificationToken.Of(token, secret.TokenHeader) : null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(string organizationId, string id) => protection.CreateProtector(Purpose, organizationId, id);
}

/// <summary>What is secret about an endpoint.</summary>
internal sealed record EndpointSecret
{
    public required Uri Url { get; init; }

    /// <summary>Signs notifications.</summary>
    public string? Secret { get; init; }

    /// <summary>The credential for a SIEM.</summary>
    public string? Token { get; init; }

    /// <summary>The header that has the token; null: <c>Authorization: Bearer</c>.</summary>
    public string? TokenHeader { get; init; }
}
