using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace AtRest.Storage.Azure;

/// <summary>
/// Shared access signatures to read one blob: by the account's key if the connection has it, otherwise by a key that Azure gives to an identity (a user
/// delegation key: https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas).
/// </summary>
internal sealed class AzureLinks(AzureAccount account)
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(4);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private volatile DelegationKey? current;

    public async Task<Uri?> CreateAsync(BlobClient blob, ReadLink link, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = account.Time.GetUtcNow();
        var signature = Describe(blob, link, now);
        if (blob.CanGenerateSasUri)
        {
            return blob.GenerateSasUri(signature);
        }

        if (!account.IsByIdentity)
        {
            return null;
        }

        var key = await KeyAsync(signature.ExpiresOn, now, cancellationToken);
        return new BlobUriBuilder(blob.Uri) { Sas = signature.ToSasQueryParameters(key, account.Blobs.AccountName) }.ToUri();
    }

    private static BlobSasBuilder Describe(BlobClient blob, ReadLink link, DateTimeOffset now) => new(BlobSasPermissions.Read, now + link.Lifetime)
    {
        BlobContainerName = blob.BlobContainerName,
        BlobName = blob.Name,
        Resource = "b",
        StartsOn = now - ClockSkew,
        // Emulators have no TLS.
        Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        // RFC 6266: the ASCII name for all clients, and the full name for those that support it.
        ContentDisposition = link.FileName is { } name
            ? $"attachment; filename=\"{Ascii(name)}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}"
            : null,
    };

    private static string Ascii(string name) => string.Concat(name.Select(character => char.IsAscii(character) ? character : '_'));

    private Task<UserDelegationKey> KeyAsync(DateTimeOffset neededUntil, DateTimeOffset now, CancellationToken cancellationToken) => AzureFault.RunAsync(
        async () =>
        {
            if (current is { } cached && cached.Expires >= neededUntil)
            {
                return cached.Key;
            }

            var expires = now + KeyLifetime;
            var options = new BlobGetUserDelegationKeyOptions(expires) { StartsOn = now - ClockSkew };
            var key = (await account.Blobs.GetUserDelegationKeyAsync(options, cancellationToken)).Value;
            current = new DelegationKey(key, expires);
            return key;
        },
        cancellationToken);

    private sealed record DelegationKey(UserDelegationKey Key, DateTimeOffset Expires);
}
