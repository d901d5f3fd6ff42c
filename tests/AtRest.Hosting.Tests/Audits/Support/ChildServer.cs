using System.Diagnostics;
using System.Text.Json;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>The program of the tests, started once more as a process that works on the queue of audits, to be killed.</summary>
internal static class ChildServer
{
    public const string Ready = "ready";

    private const string Variable = "ATREST_TEST_CHILD_SERVER";

    /// <summary>The work of a killed process comes again soon.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static Process Start(AuditWorld world) => Start(world, world.Endpoint, Soon, AuditServer.Hasty);

    /// <summary>With its own times, which the claims use too.</summary>
    public static Process Start(AuditWorld world, Uri clouds, TimeSpan visibility, ClaimTimes claims)
    {
        return Start(new ProcessStartInfo("dotnet", [typeof(ChildServer).Assembly.Location]), world, clouds, visibility, claims);
    }

    /// <summary>On a disk of 16 MB, which only this process and its children see, at the folder's place. Linux lets a user mount that in a separate namespace.</summary>
    public static Process StartOnSmallDisk(AuditWorld world, string folder) => Start(
        new ProcessStartInfo("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=16m tmpfs \"$0\" && exec dotnet \"$1\"", folder, typeof(ChildServer).Assembly.Location]) { RedirectStandardError = true },
        world,
        world.Endpoint,
        Soon,
        AuditServer.Hasty);

    private static Process Start(ProcessStartInfo start, AuditWorld world, Uri clouds, TimeSpan visibility, ClaimTimes claims)
    {
        (start.RedirectStandardOutput, start.RedirectStandardInput) = (true, true);
        start.Environment[Variable] = JsonSerializer.Serialize(new Orders(world.Inventory, world.Storage.Folder, world.Storage.Connection, world.Storage.Container, world.Settings.Audits.Queue, clouds, visibility, claims));
        return Process.Start(start)!;
    }

    /// <summary>Null: this process is not such a child.</summary>
    public static Orders? Read() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? JsonSerializer.Deserialize<Orders>(text) : null;

    public static async Task RunAsync(Orders orders)
    {
        var storage = new StorageOptions { Folder = orders.Folder, Connection = orders.Connection, Container = orders.Container };
        var settings = AuditServer.Configure(orders.Inventory, storage, orders.Clouds) with { Audits = new AuditSettings { Queue = orders.Queue } };
        await using var server = new AuditServer(settings, claims: orders.Claims);
        // Ends with the tests, should they end before it was killed.
        var parent = Task.Run(() => Console.In.ReadToEnd());
        await Console.Out.WriteLineAsync(Ready);
        while (!parent.IsCompleted)
        {
            foreach (var message in await server.Queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = orders.Visibility }, CancellationToken.None))
            {
                try
                {
                    await server.Work.HandleAsync(new QueueDelivery(message.Text, message.DequeueCount), CancellationToken.None);
                    await server.Queue.CompleteAsync(message, CancellationToken.None);
                }
                catch (RetryLaterException)
                {
                    // The pause is shorter here: tests do not wait.
                    await server.Queue.RenewAsync(message, TimeSpan.FromSeconds(1), CancellationToken.None);
                }
            }

            await Task.Delay(10);
        }
    }

    internal sealed record Orders(string Inventory, string? Folder, string? Connection, string Container, string Queue, Uri Clouds, TimeSpan Visibility, ClaimTimes Claims);
}
