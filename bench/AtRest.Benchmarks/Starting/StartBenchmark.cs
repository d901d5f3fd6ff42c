using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AtRest.Benchmarks.Starting;

/// <summary>The published worker, started as the Functions host starts it: from its start to its connection with the host, and its memory when it has nothing to do.</summary>
internal static class StartBenchmark
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string folder, long starts, TextWriter output)
    {
        var worker = Path.GetFullPath(Path.Combine(folder, "AtRest.Functions.dll"));
        if (!File.Exists(worker))
        {
            await output.WriteLineAsync($"There is no AtRest.Functions.dll in '{folder}': dotnet publish src/AtRest.Functions --configuration Release --output {folder}");
            return 3;
        }

        List<double> connections = [];
        List<double> memories = [];
        for (var start = 0L; start < starts; start++)
        {
            var (connection, memory) = await StartAsync(worker);
            connections.Add(connection);
            memories.Add(memory);
        }

        connections.Sort();
        memories.Sort();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"process start to connection: median {connections[connections.Count / 2]:0} ms, best {connections[0]:0} ms, worst {connections[^1]:0} ms of {starts}; memory at rest: median {memories[memories.Count / 2]:0} MiB"));
        return 0;
    }

    private static async Task<(double Milliseconds, double MebiBytes)> StartAsync(string worker)
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        var uri = $"http://127.0.0.1:{((IPEndPoint)host.LocalEndpoint).Port}/";
        var id = Guid.NewGuid().ToString();
        string[] arguments =
        [
            worker, "--functions-uri", uri, "--functions-worker-id", id, "--functions-request-id", id,
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Path.GetDirectoryName(worker), RedirectStandardOutput = true };
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = Path.GetDirectoryName(worker);
        start.Environment["AtRest__Storage__Folder"] = Path.Combine(Path.GetTempPath(), "atrest-never-opened");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
            using var connection = await host.AcceptTcpClientAsync(timeout.Token);
            var elapsed = watch.Elapsed.TotalMilliseconds;
            await Task.Delay(Rest, TimeProvider.System);
            process.Refresh();
            return (elapsed, process.WorkingSet64 / 1024.0 / 1024.0);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
