using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace AtRest.Hosting.Webhooks;

/// <summary>Authenticates senders of key events by the webhook's keys.</summary>
internal sealed class WebhookKeys(WebhookSettings settings)
{
    /// <summary>The header that the connection of <c>infra/aws/customer-account.yaml</c> sends.</summary>
    public const string Header = "x-atrest-webhook-key";

    public bool AreConfigured => !settings.Keys.IsEmpty;

    /// <summary>
    /// The sender whose key is in the header; null if it is not one of the keys. Hashes are compared, in constant time, and always all of them: the duration shows neither a key's length,
    /// nor how much of it is right, nor which key it is.
    /// </summary>
    public WebhookSender? Identify(StringValues header)
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
