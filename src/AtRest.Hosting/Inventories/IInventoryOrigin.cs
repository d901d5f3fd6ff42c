namespace AtRest.Hosting.Inventories;

/// <summary>Where the inventory is kept.</summary>
internal interface IInventoryOrigin
{
    /// <summary>How messages name it.</summary>
    string Name { get; }

    /// <summary>How long what was read may be used without asking again.</summary>
    TimeSpan Freshness { get; }

    /// <summary>Its text, or null if it is still the version that is known.</summary>
    /// <param name="knownVersion">Null: none.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="InventoryException">It cannot be read.</exception>
    Task<InventoryText?> OpenAsync(string? knownVersion, CancellationToken cancellationToken);
}

/// <summary>A version of the inventory, opened.</summary>
/// <param name="Version">Another one for another text.</param>
/// <param name="Content">To be disposed of.</param>
internal sealed record InventoryText(string Version, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
