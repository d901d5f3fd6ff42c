using System.Globalization;

namespace AtRest.Hosting.Inventories;

/// <summary>An inventory in a file.</summary>
internal sealed class InventoryFile(string path) : IInventoryOrigin
{
    public string Name => path;

    // Checking a file's time costs next to nothing.
    public TimeSpan Freshness => TimeSpan.Zero;

    public async Task<InventoryText?> OpenAsync(string? knownVersion, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new InventoryException($"The inventory '{path}' is a folder. Set AtRest:Inventory to the file in it.");
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024, FileOptions.Asynchronous);

            // The time of the opened file, not of a link to it.
            var version = string.Create(CultureInfo.InvariantCulture, $"{File.GetLastWriteTimeUtc(stream.SafeFileHandle).Ticks}-{stream.Length}");
            if (version != knownVersion)
            {
                return new InventoryText(version, stream);
            }

            await stream.DisposeAsync();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InventoryException($"The inventory '{path}' cannot be read: {exception.Message} Check the path in AtRest:Inventory, and that AtRest has permission to read it.", exception);
        }
    }
}
