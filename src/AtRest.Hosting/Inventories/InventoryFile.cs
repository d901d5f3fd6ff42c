using System.Globalization;

namespace AtRest.Hosting.Inventories;

/// <summary>An inventory in a file.</summary>
internal sealed class InventoryFile(string path) : IInventoryOrigin
{
    public string Name => path;

    // Looking at a file's time costs next to nothing.
    public TimeSpan Freshness => TimeSpan.Zero;

    public async Task<InventoryText?> OpenAsync(string? knownVersion, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new InventoryException($"The inventory '{path}' is a folder. Name the file in it with AtRest:Inventory.");
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024, FileOptions.Asynchronous);

            // Of the opened file, and not of a link that leads to it.
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
            throw new InventoryException($"The inventory '{path}' cannot be read: {exception.Message} See that AtRest:Inventory names it rightly and that AtRest may read it.", exception);
        }
    }
}
