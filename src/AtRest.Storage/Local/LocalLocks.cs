using System.Security.Cryptography;
using System.Text;

namespace AtRest.Storage.Local;

/// <summary>
/// One writer at a time, among threads (a semaphore) and processes (a lock on a file, which the operating system releases when its holder ends, however it ends).
/// A name's lock is one of a fixed number, so that nothing has to be cleaned up.
/// </summary>
internal sealed class LocalLocks(string folder)
{
    private const int Count = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly SemaphoreSlim[] semaphores = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    public string Folder { get; } = folder;

    /// <summary>The lock of a name; held until it is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var number = SHA256.HashData(Encoding.UTF8.GetBytes(name))[0] % Count;
        var semaphore = semaphores[number];
        await semaphore.WaitAsync(cancellationToken);
        try
        {
            return new Held(await OpenAsync(Path.Combine(Folder, $"{number:x2}.lock"), cancellationToken), semaphore);
        }
        catch
        {
            semaphore.Release();
            throw;
        }
    }

    private static async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (LocalFault.IsBusy(exception))
            {
                if (TimeProvider.System.GetElapsedTime(since) > Patience)
                {
                    throw new StorageException("Another process has been writing to the storage folder for half a minute. Check whether a process hangs.", exception) { IsTransient = true };
                }
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private sealed class Held(FileStream file, SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            semaphore.Release();
        }
    }
}
