using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AtRest.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace AtRest.Hosting.Portal.Sessions;

/// <summary>
/// The sessions, a small blob each, so that all workers know them and a sign-out ends them everywhere, also for a stolen cookie. The cookie has only the session's key. The name of the blob has the
/// time of its end and a hash of the key.
/// </summary>
internal sealed partial class SessionStore(IBlobStore blobs, IDataProtectionProvider protection, TimeProvider time) : ITicketStore
{
    /// <summary>The folder of the sessions.</summary>
    public const string Prefix = "portal/sessions/";

    /// <summary>A ticket has a few hundred bytes.</summary>
    private const int LongestTicket = 64 * 1024;

    /// <summary>How many ended sessions a sign-in deletes: more than it makes.</summary>
    private const int MostDeleted = 20;

    private readonly IDataProtector protector = protection.CreateProtector("AtRest.Portal.Sessions");

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        var ends = ticket.Properties.ExpiresUtc ?? throw new InvalidOperationException("A session without an end was stored.");
        var key = string.Create(CultureInfo.InvariantCulture, $"{ends.UtcTicks:D19}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}");
        await WriteAsync(key, ticket, WriteCondition.CreateOnly, cancellationToken);
        await DeleteEndedAsync(cancellationToken);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    /// <summary>Sessions are not prolonged, and a sign-in makes a new one.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken) => throw new NotSupportedException("Sessions are not renewed.");

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        if (!KeyPattern().IsMatch(key))
        {
            return null;
        }

        try
        {
            if (await blobs.ReadAsync(NameOf(key), cancellationToken) is not { } blob)
            {
                return null;
            }

            await using (blob)
            {
                var bytes = new byte[LongestTicket];
                var length = await blob.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
                return TicketSerializer.Default.Deserialize(protector.Unprotect(bytes[..length]));
            }
        }
        catch (Exception exception) when (exception is CryptographicException or StorageException { IsDamage: true })
        {
            // It was changed, or the key that encrypted it is gone: there is no session.
            return null;
        }
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public Task RemoveAsync(string key, CancellationToken cancellationToken) => KeyPattern().IsMatch(key) ? blobs.DeleteAsync(NameOf(key), etag: null, cancellationToken) : Task.CompletedTask;

    private async Task WriteAsync(string key, AuthenticationTicket ticket, WriteCondition condition, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(protector.Protect(TicketSerializer.Default.Serialize(ticket)));
        await blobs.WriteAsync(NameOf(key), content, new BlobWrite { Condition = condition, ContentType = "application/octet-stream" }, cancellationToken);
    }

    private async Task DeleteEndedAsync(CancellationToken cancellationToken)
    {
        var now = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.GetUtcNow().UtcTicks:D19}");
        var page = await blobs.ListAsync(new BlobListing { Prefix = Prefix, Limit = MostDeleted }, cancellationToken);
        foreach (var blob in page.Blobs.Where(blob => string.CompareOrdinal(blob.Name, now) < 0))
        {
            await blobs.DeleteAsync(blob.Name, etag: null, cancellationToken);
        }
    }

    private static string NameOf(string key)
    {
        var parts = key.Split('-');
        return $"{Prefix}{parts[0]}-{Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(parts[1])).AsSpan(0, 20))}";
    }

    [GeneratedRegex(@"^[0-9]{19}-[0-9a-f]{64}\z")]
    private static partial Regex KeyPattern();
}
