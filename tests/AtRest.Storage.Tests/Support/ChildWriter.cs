using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AtRest.Storage.Tests.Support;

/// <summary>
/// The program of the tests, started once more as a process that only writes to a folder, to be killed.
/// </summary>
internal static class ChildWriter
{
    public const int Names = 5;

    /// <summary>Said when everything was done once, so that what is compiled on first use is over with.</summary>
    public const string Ready = "ready";

    private const string FolderVariable = "ATREST_TEST_CHILD_FOLDER";
    private const string KindVariable = "ATREST_TEST_CHILD_KIND";

    public static Process Start(string folder, string kind) => Start(folder, kind, new ProcessStartInfo("dotnet", [typeof(ChildWriter).Assembly.Location]));

    /// <summary>A writer whose folder is a disk of 64 KiB, which nobody else sees and which is gone with it. Ends at once, with nothing said, where the system does not let users mount.</summary>
    public static Process StartOnSmallDisk(string folder, string kind)
    {
        const string Mount = "exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=64k tmpfs \"$1\" && exec dotnet \"$0\"' \"$0\" \"$1\"";
        return Start(folder, kind, new ProcessStartInfo("sh", ["-c", Mount, typeof(ChildWriter).Assembly.Location, folder]));
    }

    /// <summary>A content that shows whether it is whole: a number, many times.</summary>
    public static string Content(int number) => string.Concat(Enumerable.Repeat(number.ToString("D9", CultureInfo.InvariantCulture) + "\n", 20_000));

    /// <summary>What this process is to write, and where, if it is such a child.</summary>
    public static (string Folder, string Kind)? Order() =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? (folder, Environment.GetEnvironmentVariable(KindVariable)!) : null;

    public static async Task RunAsync(string folder, string kind)
    {
        await using var storage = new OpenedStorage(new StorageOptions { Folder = folder });
        // Ends with the tests, should they end before it was killed.
        var parent = Task.Run(() => Console.In.ReadToEnd());
        for (var number = 1; !parent.IsCompleted; number++)
        {
            await (kind switch
            {
                "blobs" => WriteBlobAsync(storage.Blobs, number),
                "counter" => CountAsync(storage.Blobs),
                "outcome" => TryAsync(storage, folder),
                _ => WorkAsync(storage.Queues.Open("work"), number),
            });
            if (number == 1)
            {
                await Console.Out.WriteLineAsync(Ready);
            }
        }
    }

    private static Process Start(string folder, string kind, ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        start.Environment[FolderVariable] = folder;
        start.Environment[KindVariable] = kind;
        return Process.Start(start)!;
    }

    private static async Task WriteBlobAsync(IBlobStore blobs, int number)
    {
        var name = $"deep/{number % Names}/blob";
        if (number % 7 == 0)
        {
            await blobs.DeleteAsync(name, null, CancellationToken.None);
        }

        await blobs.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(Content(number))), new BlobWrite { Condition = WriteCondition.Any }, CancellationToken.None);
    }

    /// <summary>Says each number only after it is stored.</summary>
    private static async Task CountAsync(IBlobStore blobs)
    {
        await using var blob = await blobs.ReadAsync("counter", CancellationToken.None);
        var value = int.Parse(await new StreamReader(blob!.Content).ReadToEndAsync(), CultureInfo.InvariantCulture) + 1;
        var content = new MemoryStream(Encoding.UTF8.GetBytes($"{value}"));
        if ((await blobs.WriteAsync("counter", content, new BlobWrite { Condition = WriteCondition.Replace(blob.Info.ETag) }, CancellationToken.None)).IsWritten)
        {
            await Console.Out.WriteLineAsync($"{value}");
        }
    }

    /// <summary>Says how a write ends that fits into a buffer, how a longer one, how a message's, and what is left in <c>temp</c>.</summary>
    private static async Task TryAsync(OpenedStorage storage, string folder)
    {
        await SayAsync(() => storage.Blobs.WriteTextAsync("a", new string('x', 100_000)));
        await SayAsync(() => storage.Blobs.WriteTextAsync("a", new string('x', 1_000_000)));
        await SayAsync(() => storage.Queues.Open("work").EnqueueAsync("x", TimeSpan.Zero, CancellationToken.None));
        await SayAsync(() => storage.Blobs.CheckAsync(CancellationToken.None));
        await Console.Out.WriteLineAsync($"{Directory.GetFiles(Path.Combine(folder, "temp")).Length} left");
    }

    private static async Task SayAsync(Func<Task> write)
    {
        string said;
        try
        {
            await write();
            said = "written";
        }
        catch (Exception exception) when (exception is IOException or StorageException)
        {
            said = exception.Message;
        }

        await Console.Out.WriteLineAsync(said);
    }

    /// <summary>Sends, receives and passes on; says what it sent.</summary>
    private static async Task WorkAsync(IWorkQueue queue, int number)
    {
        var text = $"{Environment.ProcessId}-{number}";
        await queue.EnqueueAsync(text, TimeSpan.Zero, CancellationToken.None);
        await Console.Out.WriteLineAsync(text);
        foreach (var message in await queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = TimeSpan.FromSeconds(1) }, CancellationToken.None))
        {
            await queue.RenewAsync(message, TimeSpan.FromSeconds(1), CancellationToken.None);
        }
    }
}
