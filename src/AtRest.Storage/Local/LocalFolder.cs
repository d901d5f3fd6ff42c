namespace AtRest.Storage.Local;

/// <summary>The folder: <c>blobs</c>, <c>queues</c>, <c>temp</c> (unfinished files, renamed when they are complete), <c>locks</c> and <c>trash</c>.</summary>
internal sealed class LocalFolder
{
    /// <summary>A new file is not locked by its writer at once; an older one without a lock has no writer any more.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    /// <summary>The time that a writer has between taking its lock and writing, if the locks are deleted meanwhile. It takes milliseconds.</summary>
    private static readonly TimeSpan LockHeld = TimeSpan.FromSeconds(2);

    private readonly Lock preparing = new();
    private volatile bool isPrepared;
    private Task restoring = Task.CompletedTask;

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
            await RestoreAsync(cancellationToken);
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

    /// <summary>
    /// Creates again what a user has deleted, so that the server does not have to be restarted. The messages of a deleted queue are lost, and the audits are found without them. Without the
    /// blobs, nothing is created: a disk that was removed must not look like an empty folder.
    /// </summary>
    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Blobs))
        {
            throw new DirectoryNotFoundException($"The folder '{Blobs}' no longer exists.");
        }

        CreateDirectory(Temporary);
        CreateDirectory(Queues);
        if (Directory.Exists(Locks.Folder))
        {
            return;
        }

        Task waiting;
        lock (preparing)
        {
            waiting = restoring = restoring.IsCompleted ? RestoreLocksAsync() : restoring;
        }

        await waiting.WaitAsync(cancellationToken);
    }

    /// <summary>Others may still hold a deleted lock. As long as the folder is missing, nobody takes a new one.</summary>
    private async Task RestoreLocksAsync()
    {
        await Task.Delay(LockHeld, TimeProvider.System, CancellationToken.None);
        CreateDirectory(Locks.Folder);
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
