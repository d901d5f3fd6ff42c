namespace AtRest.Storage.Local;

/// <summary>A file that is written in a temporary place, and gets its final name when it is complete and on the disk.</summary>
internal sealed class TemporaryFile : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int Attempts = 100;
    private readonly string path;
    private readonly LocalFolder folder;
    private readonly FileStream stream;

    public TemporaryFile(string path, LocalFolder folder)
    {
        this.path = path;
        this.folder = folder;
        // Sharing takes a shared lock (on Unix), which shows others that the file has a writer. There is no buffer: what did not fit on the disk would be written again,
        // and fail again, when the file is closed.
        stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete | FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (folder.Fault(exception) is { } clear)
        {
            throw clear;
        }
    }

    /// <summary>Errors of the content stay as they are; only errors of the file become errors of the storage.</summary>
    public async Task CopyFromAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    /// <summary>Flushes the content to the disk; it may take a while, and needs no lock.</summary>
    public void Flush() => stream.Flush(flushToDisk: true);

    /// <summary>Renames the file, replacing an existing one, and makes that durable.</summary>
    public void MoveTo(string target)
    {
        var directory = Path.GetDirectoryName(target)!;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                LocalFolder.CreateDirectory(directory);
                File.Move(path, target, overwrite: true);
                break;
            }
            catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException && attempt < Attempts && File.Exists(path))
            {
                // The directory was empty, and another process that deleted its last file has just removed it: try once more.
            }
        }

        DirectorySync.Flush(directory);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        try
        {
            // After the rename there is nothing to delete; Delete does not mind.
            File.Delete(path);
        }
        catch (Exception exception) when (folder.Fault(exception) is not null)
        {
            // The next start deletes it. What is thrown here would hide why the write failed.
        }
    }
}
