namespace AtRest.Storage.Local;

/// <summary>Blobs as files. Readers need no lock: a file with its final name is complete, and an opened file does not change.</summary>
internal sealed class LocalBlobStore(LocalFolder folder) : IBlobStore
{
    /// <summary>There must be room for at least a report about some clusters.</summary>
    private const int CheckedBytes = 64 * 1024;

    public Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return folder.RunAsync(() => Task.FromResult(Open(name, path)), cancellationToken);
    }

    public async Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        // Checked before, to avoid a useless copy, and again under the lock.
        var file = await folder.RunAsync(() => Task.FromResult(IsMet(write.Condition, name, path) ? folder.CreateTemporary() : null), cancellationToken);
        if (file is null)
        {
            return BlobWriteResult.PreconditionFailed;
        }

        await using (file)
        {
            var header = BlobHeader.Create(write.ContentType, folder.Time.GetUtcNow());
            await file.WriteAsync(header.ToLine(), cancellationToken);
            await file.CopyFromAsync(content, cancellationToken);
            return await folder.RunAsync(() => CommitAsync(file, header, write.Condition, name, path, cancellationToken), cancellationToken);
        }
    }

    public Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var version = etag is null ? null : ETags.Checked(etag);
        return folder.RunAsync(async () =>
        {
            using var held = await folder.Locks.EnterAsync(name, cancellationToken);
            var current = CurrentETag(name, path, version);
            if (current is null || (version is not null && version != current))
            {
                return current is null ? BlobDeleteResult.NotFound : BlobDeleteResult.PreconditionFailed;
            }

            File.Delete(path);
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
            RemoveEmpty(Path.GetDirectoryName(path)!);
            return BlobDeleteResult.Deleted;
        }, cancellationToken);
    }

    public Task<BlobDeleteResult> RetireAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return folder.RunAsync(async () =>
        {
            using var held = await folder.Locks.EnterAsync(name, cancellationToken);
            if (!File.Exists(path))
            {
                return BlobDeleteResult.NotFound;
            }

            folder.Trash.Take(path);
            RemoveEmpty(Path.GetDirectoryName(path)!);
            return BlobDeleteResult.Deleted;
        }, cancellationToken);
    }

    public Task EmptyTrashAsync(DateTimeOffset before, CancellationToken cancellationToken) => folder.RunAsync(
        () =>
        {
            folder.Trash.Empty(before);
            return Task.FromResult(true);
        },
        cancellationToken);

    public Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken)
    {
        var page = LocalPage.Checked(listing);
        return folder.RunAsync(() => Task.FromResult(page.Read(folder.Blobs, Listed, folder.Time, cancellationToken)), cancellationToken);
    }

    public Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken)
    {
        BlobName.Checked(name);
        return Task.FromResult<Uri?>(null);
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await ListAsync(new BlobListing { Prefix = "check", Limit = 1 }, cancellationToken);
        var file = await folder.RunAsync(() => Task.FromResult(folder.CreateTemporary()), cancellationToken);
        await using (file)
        {
            await file.WriteAsync(new byte[CheckedBytes], cancellationToken);
            await folder.RunAsync(
                () =>
                {
                    file.Flush();
                    return Task.FromResult(true);
                },
                cancellationToken);
        }
    }

    /// <summary>The file, at its content; null if there is none.</summary>
    private static (FileStream File, BlobHeader Header)? OpenFile(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous);
            return (file, BlobHeader.Read(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            throw LocalFault.OfFile(path, exception) ?? exception;
        }
    }

    /// <summary>Of a file that cannot be read, too: one such file must not hide all others from a listing.</summary>
    private static BlobInfo? Listed(string name, string path)
    {
        try
        {
            return Info(name, path);
        }
        catch (StorageException exception) when (exception.IsOfOneBlob)
        {
            return BlobHeader.OfDamaged(name, new FileInfo(path));
        }
    }

    /// <summary>Of a damaged file too.</summary>
    private static BlobInfo? Info(string name, string path)
    {
        try
        {
            if (OpenFile(path) is not var (file, header))
            {
                return null;
            }

            using (file)
            {
                return header.ToInfo(name, file);
            }
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            return BlobHeader.OfDamaged(name, new FileInfo(path));
        }
    }

    /// <param name="name">The blob.</param>
    /// <param name="path">Its file.</param>
    /// <param name="expected">If a listing gave it, a file that cannot be read may be replaced. Otherwise the caller must wait: it may still be the version that it knows.</param>
    private static string? CurrentETag(string name, string path, string? expected) =>
        (expected is not null && BlobHeader.IsOfDamaged(expected) ? Listed(name, path) : Info(name, path))?.ETag;

    private static bool IsMet(WriteCondition condition, string name, string path) => condition switch
    {
        { MustBeNew: true } => !File.Exists(path),
        { ETag: { } etag } => CurrentETag(name, path, etag) == etag,
        _ => true,
    };

    private string PathOf(string name) => FileNames.PathOf(folder.Blobs, BlobName.Checked(name));

    private BlobContent? Open(string name, string path) => OpenFile(path) is var (file, header)
        ? new BlobContent(header.ToInfo(name, file), new ContentStream(file, exception => LocalFault.OfFile(path, exception) ?? folder.Fault(exception)))
        : null;

    private async Task<BlobWriteResult> CommitAsync(TemporaryFile file, BlobHeader header, WriteCondition condition, string name, string path, CancellationToken cancellationToken)
    {
        file.Flush();
        using var held = await folder.Locks.EnterAsync(name, cancellationToken);
        if (!IsMet(condition, name, path))
        {
            return BlobWriteResult.PreconditionFailed;
        }

        if (Directory.Exists(path))
        {
            folder.Trash.TakeFolder(path);
        }

        file.MoveTo(path);
        return BlobWriteResult.Written(header.ETag);
    }

    private void RemoveEmpty(string directory)
    {
        try
        {
            for (; directory.Length > folder.Blobs.Length && !Directory.EnumerateFileSystemEntries(directory).Any(); directory = Path.GetDirectoryName(directory)!)
            {
                Directory.Delete(directory);
            }
        }
        catch (IOException)
        {
            // Another process wrote into it or removed it at the same time. An empty directory that remains is harmless.
        }
    }
}
