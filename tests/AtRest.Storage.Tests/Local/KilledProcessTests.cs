using System.Globalization;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Storage.Tests.Local;

/// <summary>SIGKILL at any moment: nothing is half there, nothing that was confirmed is lost.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Kills = 20;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Blobs_WriterKilledTwentyTimes_AreWholeAndStayWritable()
    {
        await using var storage = new OpenedStorage(folder.Options);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync("blobs");

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
        var said = (await Task.WhenAll(KillAsync("counter", lines: 2), KillAsync("counter", lines: 2), KillAsync("counter", lines: 2))).SelectMany(lines => lines).ToList();

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
            sent.AddRange(await KillAsync("queue", lines: 3));
        }

        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);
        await using var storage = new OpenedStorage(folder.Options);
        var queue = storage.Queues.Open("work");
        var count = await queue.CountAsync(Cancellation);
        List<string> texts = [];
        foreach (var name in new[] { "work", "work-poison" })
        {
            var drained = storage.Queues.Open(name);
            while (await drained.ReceiveAsync(new ReceiveOptions { MaxMessages = 32 }, Cancellation) is { Count: > 0 } messages)
            {
                texts.AddRange(messages.Select(message => message.Text));
            }
        }

        sent.Except(texts).ShouldBeEmpty();
        // A message can be there unsaid, if its sender was killed in between; and poison can be there twice.
        (texts.Count - sent.Count).ShouldBeInRange(0, Kills);
        count.ShouldBeGreaterThan(0);
        sent.Count.ShouldBeGreaterThan(Kills);
    }

    /// <summary>Starts a writer, kills it in the midst of its work, and gives the complete lines that it had said by then: some at least, however slow the machine.</summary>
    private async Task<List<string>> KillAsync(string kind, int lines = 0)
    {
        using var process = ChildWriter.Start(folder.Path, kind);
        var output = new ProcessOutput(process.StandardOutput);
        await output.UntilAsync(said => said.Contains(ChildWriter.Ready) && said.Length > lines, Cancellation);
        await Task.Delay(Random.Shared.Next(1, 250), Cancellation);
        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        await output.EndAsync();
        return [.. output.Lines.Where(line => line != ChildWriter.Ready)];
    }
}
