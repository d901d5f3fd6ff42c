using System.Text;
using AtRest.Cli.Delivery;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Delivery;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Write_Succeeding_ReplacesTheFileAndLeavesNothingElse()
    {
        var path = folder.File("report.json", "old");

        await AtomicFile.WriteAsync(path, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes("new"), token).AsTask(), TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("new");
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    [Fact]
    public async Task Write_FailingHalfWay_KeepsTheOldFile()
    {
        var path = folder.File("report.json", "old");

        await Should.ThrowAsync<IOException>(AtomicFile.WriteAsync(path, WriteHalfAsync, TestContext.Current.CancellationToken));

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("old");
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    [Fact]
    public async Task Write_CancelledHalfWay_LeavesNoFile()
    {
        using var source = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(AtomicFile.WriteAsync(folder["report.json"], (stream, _) => CancelAsync(stream, source), source.Token));

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    private static async Task WriteHalfAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes("ha"), cancellationToken);
        throw new IOException("No space left on device");
    }

    private static async Task CancelAsync(Stream stream, CancellationTokenSource source)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes("ha"), CancellationToken.None);
        await source.CancelAsync();
    }
}
