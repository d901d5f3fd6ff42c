namespace AtRest.Hosting.Inventories;

/// <summary>The place of the inventory.</summary>
internal interface IInventoryOrigin
{
    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>How long a read version may be used without checking again.</summary>
    TimeSpan Freshness { get; }

    /// <summary>The text, or null if the known version is still current.</summary>
    /// <param name="knownVersion">The version that the caller has; null if none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InventoryException">The inventory cannot be read.</exception>
    Task<InventoryText?> OpenAsync(string? knownVersion, CancellationToken cancellationToken);
}

/// <summary>A version of the inventory, opened.</summary>
/// <param name="Version">Differs for each text.</param>
/// <param name="Content">The caller disposes it.</param>
internal sealed record InventoryText(string Version, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
