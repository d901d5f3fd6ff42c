using System.Collections.Immutable;

namespace AtRest.Storage;

/// <summary>Where things are stored: exactly one of <see cref="Connection"/>, <see cref="AccountUri"/> and <see cref="Folder"/>.</summary>
public sealed record StorageOptions
{
    /// <summary>Setting <c>AtRest:Storage:Connection</c>: a connection string of Azure Storage. A secret.</summary>
    public string? Connection { get; init; }

    /// <summary>
    /// Setting <c>AtRest:Storage:AccountUri</c>: the blob endpoint of a storage account (<c>https://ACCOUNT.blob.core.windows.net</c>), entered with the
    /// managed identity, or whatever else <c>DefaultAzureCredential</c> finds.
    /// </summary>
    public Uri? AccountUri { get; init; }

    /// <summary>The queue endpoint, where it does not follow from <see cref="AccountUri"/> by <c>.queue.</c> for <c>.blob.</c>.</summary>
    public Uri? QueueUri { get; init; }

    /// <summary>Setting <c>AtRest:Storage:Folder</c>: a folder on a file system of this machine. Created if it is not there.</summary>
    public string? Folder { get; init; }

    /// <summary>The blob container (Azure only). Created if it is not there.</summary>
    public string Container { get; init; } = "atrest";

    /// <summary>How often a message is delivered before it is poison; 5 is also the Functions host's default.</summary>
    public int MaxDeliveries { get; init; } = 5;

    /// <summary>Everything that is wrong with these options, in words for whoever set them; nothing if they are good.</summary>
    public ImmutableArray<string> Problems() => [.. StorageOptionsCheck.Problems(this)];

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"StorageOptions {{ {(Connection is not null ? "Connection = (hidden)" : (object?)AccountUri ?? Folder)} }}";
}
