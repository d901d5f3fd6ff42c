using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AtRest.Hosting.Tests.Notifications.Support;

/// <summary>A receiver's side of the Standard Webhooks specification, written from its text and from nothing of ours.</summary>
internal static class StandardWebhook
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of the signatures is right, and the time is about now.</summary>
    public static bool IsGood(Received received, string secret, DateTimeOffset now)
    {
        if (!long.TryParse(received.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(received.Id), (byte)'.', .. Encoding.UTF8.GetBytes(received.Timestamp), (byte)'.', .. received.Body];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        return received.Signature.Split(' ').Select(one => one.Split(',', 2)).Any(parts =>
            parts.Length == 2 && parts[0] == "v1" && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(parts[1]), expected));
    }
}
