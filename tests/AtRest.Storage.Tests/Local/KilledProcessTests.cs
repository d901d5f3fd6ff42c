using System.Globalization;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Limits;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Storage.Tests.Local;

/// <summary>SIGKILL before, in the midst of and after a write: nothing is half there, nothing that was confirmed is lost.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Kills = 20;
    private static readonly string[] Queues = ["work", "work-poison"];
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Blobs_WriterKilledTwentyTimes_AreWholeAndStayWritable()
    {
        await using var storage = new OpenedStorage(folder.Options);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync("blobs", until: Moment(kill));

            foreach (var listed in await storage.Blobs.ListAllAsync("deep/"))
            {
                var text = (await storage.Blobs.ReadTextAsync(listed.Name)).ShouldNotBeNull();
                text.ShouldBe(ChildWriter.Content(int.Parse(text[..9], CultureInfo.InvariantCulture)));
            }

            (await storage.Blobs.WriteTextAsync($"mine/{kill}", "", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue();
            (await storage.Blobs.DeleteAsync("deep/1/blob", null, Cancellation)).ShouldNotBe(BlobDeleteResult.PreconditionFailed);
        }

        (await storage.Blobs.ListAllAsync("mine/")).Count.ShouldBe(Kills);
        (await storage.Blobs.ListAllAsync("deep/")).Count.ShouldBeLessThanOrEqualTo(ChildWriter.Names);
    }

    [Fact]
    public async Task Counter_OfTwoProcessesOneKilled_LosesNothing()
    {
        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.WriteTextAsync("counter", "0");
        var said = (await Task.WhenAll(KillAsync("counter", lines: 2), KillAsync("counter", lines: 5), KillAsync("counter", lines: 9))).SelectMany(lines => lines).ToList();

        var value = int.Parse((await storage.Blobs.ReadTextAsync("counter"))!, CultureInfo.InvariantCulture);
        said.Count.ShouldBeGreaterThan(3);
        said.ShouldBe(said.Distinct(), ignoreOrder: true, "two that count to the same number have lost a change");
        // Killed between writing and saying so, at most once each.
        (value - said.Count).ShouldBeInRange(0, 3);
    }

    [Fact]
    public async Task Queue_WorkersKilled_HasEveryMessageOnce()
    {
        List<string> sent = [];
        for (var kill = 0; kill < Kills / 2; kill++)
        {
            sent.AddRange(await KillAsync("queue", lines: 3 + kill));
        }

        await using var storage = new OpenedStorage(folder.Options);
        var queue = storage.Queues.Open("work");
        var count = await queue.CountAsync(Cancellation);
        List<string> texts = [];
        await Until.TrueAsync(
            "every message was received: those that killed workers had are visible again",
            async () =>
            {
                var there = 0;
                foreach (var name in Queues)
                {
                    var drained = storage.Queues.Open(name);
                    texts.AddRange((await drained.ReceiveAsync(new ReceiveOptions { MaxMessages = 32, VisibilityTimeout = TimeSpan.FromHours(1) }, Cancellation)).Select(message => message.Text));
                    there += await drained.CountAsync(Cancellation);
                }

                return texts.Count >= there;
            },
            async () => $"{texts.Count} were received; there are {await queue.CountAsync(Cancellation)} and the poison.");
        sent.Except(texts).ShouldBeEmpty();
        // A message can be there unsaid, if its sender was killed in between; and poison can be there twice.
        (texts.Count - sent.Count).ShouldBeInRange(0, Kills);
        count.ShouldBeGreaterThan(0);
        sent.Count.ShouldBeGreaterThan(Kills);
    }

    /// <summary>Starts a writer, kills it in the midst of its work, and gives the complete lines that it had said by then: some at least, however slow the machine.</summary>
    private async Task<List<string>> KillAsync(string kind, int lines = 0, Func<bool>? until = null)
    {
        using var process = ChildWriter.Start(folder.Path, kind);
        var output = new ProcessOutput(process.StandardOutput);
        await output.UntilAsync(said => said.Contains(ChildWriter.Ready) && said.Length > lines, Cancellation);
        await Until.TrueAsync("the writer is where it is to be killed", until ?? (() => true));
        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        await output.EndAsync();
        return [.. output.Lines.Where(line => line != ChildWriter.Ready)];
    }

    /// <summary>In turn: a file is new, begun, half written, and has its final name.</summary>
    private Func<bool> Moment(int kill)
    {
        var before = Versions();
        return (kill % 4) switch
        {
            0 => () => Sizes().Count > 0,
            1 => () => Sizes().Exists(size => size > 0),
            2 => () => Sizes().Exists(size => size > 100_000),
            _ => () => !Versions().SequenceEqual(before),
        };
    }

    private List<long> Sizes() => [.. Files("temp").Select(file => file.Length)];

    private List<(string Name, DateTime Written)> Versions() => [.. Files("blobs").Select(file => (file.Name, file.LastWriteTimeUtc)).Order()];

    /// <summary>A writer moves and deletes them at the same time.</summary>
    private List<FileInfo> Files(string part)
    {
        var directory = new DirectoryInfo(Path.Combine(folder.Path, part));
        try
        {
            return [.. directory.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Exists)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
