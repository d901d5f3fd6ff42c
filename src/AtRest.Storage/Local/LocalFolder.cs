namespace AtRest.Storage.Local;

/// <summary>The folder: <c>blobs</c>, <c>queues</c>, <c>temp</c> (unfinished files, renamed when they are complete), <c>locks</c> and <c>trash</c>.</summary>
internal sealed class LocalFolder
{
    /// <summary>A new file is not locked by its writer at once; an older one without a lock has no writer any more.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    private readonly Lock preparing = new();
    private volatile bool isPrepared;

    public LocalFolder(string path, TimeProvider time)
    {
        Root = Path.GetFullPath(path);
        Time = time;
        Locks = new LocalLocks(Path.Combine(Root, "locks"));
        Trash = new LocalTrash(this);
    }

    public string Root { get; }

    public TimeProvider Time { get; }

    public LocalLocks Locks { get; }

    public LocalTrash Trash { get; }

    public string Blobs => Path.Combine(Root, "blobs");

    public string Temporary => Path.Combine(Root, "temp");

    public string Queue(string name) => Path.Combine(Queues, name);

    private string Queues => Path.Combine(Root, "queues");

    /// <summary>Prepares the folder on first use, and deletes the unfinished files of killed processes.</summary>
    public void Prepare()
    {
        if (isPrepared)
        {
            return;
        }

        lock (preparing)
        {
            CreateDirectory(Temporary);
            CreateDirectory(Locks.Folder);
            CreateDirectory(Blobs);
            CreateDirectory(Queues);
            RemoveLeftovers();
            isPrepared = true;
        }
    }

    public TemporaryFile CreateTemporary() => new(Path.Combine(Temporary, $"{Guid.NewGuid():N}.tmp"), this);

    /// <summary>Uses the file system, and explains its errors.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Prepare();
            SeeThatItIsThere();
            return await operation();
        }
        catch (Exception exception) when (LocalFault.From(Root, exception) is { } clear)
        {
            throw clear;
        }
    }

    public StorageException? Fault(Exception exception) => LocalFault.From(Root, exception);

    /// <summary>Creates a directory for this user alone, durably.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        CreateDirectory(parent);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            DirectorySync.Flush(parent);
        }
    }

    /// <summary>A disk that was removed must not look like an empty folder, and locks that others hold must not be created again.</summary>
    private void SeeThatItIsThere()
    {
        if (Array.Find([Blobs, Queues, Locks.Folder], path => !Directory.Exists(path)) is { } missing)
        {
            throw new DirectoryNotFoundException($"The folder '{missing}' no longer exists.");
        }

        // It contains nothing of value: a user who deleted it does not have to restart the server.
        CreateDirectory(Temporary);
    }

    private void RemoveLeftovers()
    {
        foreach (var file in new DirectoryInfo(Temporary).EnumerateFiles("*.tmp"))
        {
            // A time in the future is that of a clock that was ahead.
            if ((Time.GetUtcNow() - file.LastWriteTimeUtc).Duration() < LeftoverAge)
            {
                continue;
            }

            try
            {
                using var unlocked = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (LocalFault.IsBusy(exception) || exception is FileNotFoundException)
            {
                continue;
            }

            file.Delete();
        }
    }
}
