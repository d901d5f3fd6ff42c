using System.Collections.Immutable;

namespace AtRest.Storage;

/// <summary>The storage: exactly one of <see cref="Connection"/>, <see cref="AccountUri"/> and <see cref="Folder"/>.</summary>
public sealed record StorageOptions
{
    /// <summary>Setting <c>AtRest:Storage:Connection</c>: a connection string of Azure Storage. A secret.</summary>
    public string? Connection { get; init; }

    /// <summary>
    /// Setting <c>AtRest:Storage:AccountUri</c>: the blob endpoint of a storage account (<c>https://ACCOUNT.blob.core.windows.net</c>), used with the
    /// managed identity, or another credential that <c>DefaultAzureCredential</c> finds.
    /// </summary>
    public Uri? AccountUri { get; init; }

    /// <summary>The queue endpoint, if it cannot be derived from <see cref="AccountUri"/> by replacing <c>.blob.</c> with <c>.queue.</c>.</summary>
    public Uri? QueueUri { get; init; }

    /// <summary>Setting <c>AtRest:Storage:Folder</c>: a folder on a local file system. Created if it does not exist.</summary>
    public string? Folder { get; init; }

    /// <summary>The blob container (Azure only). Created if it does not exist.</summary>
    public string Container { get; init; } = "atrest";

    /// <summary>The number of deliveries before a message is poison; 5 is also the Functions host's default.</summary>
    public int MaxDeliveries { get; init; } = 5;

    /// <summary>All problems with these options, for the person who sets them; empty if there are none.</summary>
    public ImmutableArray<string> Problems() => [.. StorageOptionsCheck.Problems(this)];

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"StorageOptions {{ {(Connection is not null ? "Connection = (hidden)" : (object?)AccountUri ?? Folder)} }}";
}
