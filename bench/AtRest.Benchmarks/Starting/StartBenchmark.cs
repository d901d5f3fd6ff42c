using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AtRest.Benchmarks.Starting;

/// <summary>The published function app, started as the host starts it: from its start to its first HTTP answer, and its memory when it has nothing to do.</summary>
internal static class StartBenchmark
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string folder, long starts, TextWriter output)
    {
        var executable = Path.GetFullPath(Path.Combine(folder, "AtRest.Functions"));
        if (!File.Exists(executable))
        {
            await output.WriteLineAsync($"There is no AtRest.Functions in '{folder}': dotnet publish src/AtRest.Functions --configuration Release --output {folder}");
            return 3;
        }

        List<double> answers = [];
        List<double> memories = [];
        for (var start = 0L; start < starts; start++)
        {
            var (answer, memory) = await StartAsync(executable);
            answers.Add(answer);
            memories.Add(memory);
        }

        answers.Sort();
        memories.Sort();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"process start to first answer: median {answers[answers.Count / 2]:0} ms, best {answers[0]:0} ms, worst {answers[^1]:0} ms of {starts}; memory at rest: median {memories[memories.Count / 2]:0} MiB"));
        return 0;
    }

    private static async Task<(double Milliseconds, double MebiBytes)> StartAsync(string executable)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable) { WorkingDirectory = Path.GetDirectoryName(executable), RedirectStandardOutput = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["AtRest__Storage__Folder"] = Path.Combine(Path.GetTempPath(), "atrest-never-opened");
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            await AnswerAsync(client, new Uri($"http://127.0.0.1:{port}/"), process);
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

    private static async Task AnswerAsync(HttpClient client, Uri address, Process process)
    {
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(address);
                return;
            }
            catch (HttpRequestException)
            {
                // Not there yet.
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }
        }

        throw new InvalidOperationException($"The app ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
