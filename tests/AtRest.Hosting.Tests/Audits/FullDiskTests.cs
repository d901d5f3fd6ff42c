using System.Diagnostics;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>A real process on a real disk that is full for a while: that used up all deliveries, and the audits ended "not evaluated".</summary>
public sealed class FullDiskTests : IDisposable
{
    /// <summary>More than failures are allowed.</summary>
    private const int Deliveries = 8;

    private readonly DirectoryInfo disk = Directory.CreateTempSubdirectory("atrest-disk-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => disk.Delete(recursive: true);

    [Fact]
    public async Task Audit_TheDiskIsFullForManyDeliveries_IsCompleteAfterwards()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lets a user mount a small disk.");
        var fleet = new MadeFleet(organizations: 3, clusters: 6);
        await using var world = await AuditWorld.BeginAsync(fleet, new StorageOptions { Folder = Path.Combine(disk.FullName, "data") });
        using var child = ChildServer.StartOnSmallDisk(world, disk.FullName);
        try
        {
            var output = new ProcessOutput(child.StandardOutput);
            await output.UntilAsync(lines => lines.Contains(ChildServer.Ready) || output.HasEnded, Cancellation);
            Assert.SkipWhen(output.HasEnded, "This system does not let its users mount.");

            // The same folder, as seen from here.
            var seen = $"/proc/{child.Id}/root{disk.FullName}";
            await using var server = new AuditServer(world.Settings with { Storage = new StorageOptions { Folder = Path.Combine(seen, "data") } });
            Signal(child, "STOP");
            var orders = fleet.Ids.Select(id => AuditWorld.Order(id)).ToList();
            foreach (var order in orders)
            {
                await server.Audits.StartAsync(order, Cancellation);
            }

            Fill(Path.Combine(seen, "filler"));
            (await Should.ThrowAsync<StorageException>(() => server.Blobs.CheckAsync(Cancellation))).Message.ShouldContain("the disk is full");
            Signal(child, "CONT");
            var queue = Path.Combine(seen, "data", "queues", world.Settings.Audits.Queue);
            while (Directory.GetFiles(queue).Select(Count).DefaultIfEmpty().Max() < Deliveries)
            {
                child.HasExited.ShouldBeFalse();
                await Task.Delay(50, Cancellation);
            }

            Directory.GetFiles(Path.Combine(seen, "data", "temp")).Length.ShouldBeLessThanOrEqualTo(1, "only what is being written now");
            File.Delete(Path.Combine(seen, "filler"));
            await server.DrainAsync();
            foreach (var order in orders)
            {
                (await server.OnlyReportAsync(order.OrganizationId)).AuditId.ShouldBe(order.AuditId);
                var status = (await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation))!;
                (status.State, status.NotEvaluated).ShouldBe((AuditState.Completed, 0));
            }
        }
        finally
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>The number of deliveries of a message.</summary>
    private static int Count(string file) => int.Parse(Path.GetFileName(file).Split('_')[3], System.Globalization.CultureInfo.InvariantCulture);

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
