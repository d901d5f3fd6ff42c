using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Keys;
using Microsoft.Extensions.Primitives;

namespace AtRest.Hosting.Webhooks;

/// <summary>Authenticates senders of key events by the webhook's keys.</summary>
internal sealed class WebhookKeys(WebhookSettings settings, IssuedKeys issued, TimeProvider time)
{
    /// <summary>The header that the connection of <c>infra/aws/customer-account.yaml</c> sends.</summary>
    public const string Header = "x-atrest-webhook-key";

    /// <summary>Whether the sender is at fault if its key is not known: the webhook has keys, or the key looks like one that a person made.</summary>
    public bool AreConfigured(StringValues header) => !settings.Keys.IsEmpty || (header is [{ } key] && KeyText.IsWellFormed(KeyKind.Webhook, key));

    /// <summary>The sender whose key is in the header, among the keys of the settings and those that people made; null if it is not one of the valid keys.</summary>
    /// <exception cref="AtRest.Storage.StorageException">The key is not in the settings, and the storage cannot be reached.</exception>
    public async Task<WebhookSender?> IdentifyAsync(StringValues header, CancellationToken cancellationToken)
    {
        if (Identify(header) is { } sender)
        {
            return sender;
        }

        if (header is not [{ } key] || await issued.FindAsync(KeyKind.Webhook, key, cancellationToken) is not { } found || found.Key.StateAt(time.GetUtcNow()) != KeyState.Valid)
        {
            return null;
        }

        await issued.NoteUseAsync(found, cancellationToken);
        return new WebhookSender(found.Owner.OrganizationId);
    }

    /// <summary>
    /// The sender whose key is in the settings; null if it is not one of these. Hashes are compared, in constant time, and always all of them: the duration shows neither a key's length,
    /// nor how much of it is right, nor which key it is.
    /// </summary>
    private WebhookSender? Identify(StringValues header)
    {
        Span<byte> shown = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(header.Count == 1 ? header[0] ?? "" : ""), shown);
        WebhookSender? sender = null;
        foreach (var key in settings.Keys)
        {
            sender = CryptographicOperations.FixedTimeEquals(key.Hash.AsSpan(), shown) ? key.Sender : sender;
        }

        return sender;
    }
}
