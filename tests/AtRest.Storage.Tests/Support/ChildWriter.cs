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

    public static Process Start(string folder, string kind)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildWriter).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment[FolderVariable] = folder;
        start.Environment[KindVariable] = kind;
        return Process.Start(start)!;
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
                _ => WorkAsync(storage.Queues.Open("work"), number),
            });
            if (number == 1)
            {
                await Console.Out.WriteLineAsync(Ready);
            }
        }
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
