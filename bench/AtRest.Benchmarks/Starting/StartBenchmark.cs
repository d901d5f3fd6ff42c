using System.Diagnostics;
using System.Globalization;
using AtRest.Functions.Tests.Support.HostDouble;

namespace AtRest.Benchmarks.Starting;

/// <summary>
/// The published worker and a trivial one, started in turn as the Functions host starts them: the time to the connection, to all functions loaded and to the first
/// HTTP response, and the memory when there is nothing to do.
/// </summary>
internal static class StartBenchmark
{
    private const string Ours = "AtRest.Functions";
    private const string Trivial = "TrivialWorker";

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <param name="ours">The folder of the published app.</param>
    /// <param name="trivial">The folder of the published <c>bench/TrivialWorker</c>.</param>
    /// <param name="starts">How many of each.</param>
    /// <param name="output">The figures.</param>
    public static async Task<int> RunAsync(string ours, string trivial, long starts, TextWriter output)
    {
        (string Name, string Folder, string Path)[] apps = [(Ours, Path.GetFullPath(ours), "api/health/live"), (Trivial, Path.GetFullPath(trivial), "api/hello")];
        foreach (var (name, folder, _) in apps)
        {
            if (!File.Exists(Path.Combine(folder, name + ".dll")))
            {
                await output.WriteLineAsync($"There is no {name}.dll in '{folder}': dotnet publish {(name == Ours ? "src" : "bench")}/{name} --configuration Release --output {folder}");
                return 3;
            }
        }

        var all = apps.ToDictionary(app => app.Name, _ => new List<double[]>());
        for (var start = 0L; start < starts; start++)
        {
            foreach (var (name, folder, path) in apps)
            {
                all[name].Add(await StartAsync(name, folder, path));
            }
        }

        string[] measures = ["connection, ms", "all functions loaded, ms", "first HTTP response, ms", "memory at rest, MiB"];
        for (var measure = 0; measure < measures.Length; measure++)
        {
            var (our, other) = (Median(all[Ours], measure), Median(all[Trivial], measure));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{measures[measure],-26} {our,6:0}, trivial {other,6:0}: {our / other:0.00} times (median of {starts})"));
        }

        return 0;
    }

    private static double Median(List<double[]> runs, int measure) => runs.Select(run => run[measure]).Order().ElementAt(runs.Count / 2);

    private static async Task<double[]> StartAsync(string name, string folder, string path)
    {
        var options = new HostOptions
        {
            Folder = folder,
            Assembly = name + ".dll",
            Settings = new Dictionary<string, string> { ["AtRest__Storage__Folder"] = Path.Combine(Path.GetTempPath(), "atrest-never-opened") },
        };
        var watch = Stopwatch.StartNew();
        await using var host = await FunctionHost.LaunchAsync(options, CancellationToken.None);
        await host.ConnectAsync(CancellationToken.None);
        var connected = watch.Elapsed.TotalMilliseconds;
        await host.LoadAsync(CancellationToken.None);
        var loaded = watch.Elapsed.TotalMilliseconds;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var answer = await host.SendAsync(request, CancellationToken.None);
        answer.EnsureSuccessStatusCode();
        var answered = watch.Elapsed.TotalMilliseconds;
        await Task.Delay(Rest, TimeProvider.System);
        host.Worker.Process.Refresh();
        return [connected, loaded, answered, host.Worker.Process.WorkingSet64 / 1024.0 / 1024.0];
    }
}
