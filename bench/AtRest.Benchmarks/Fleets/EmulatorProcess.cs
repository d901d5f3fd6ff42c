using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using AtRest.FakeClouds;

namespace AtRest.Benchmarks.Fleets;

/// <summary>FakeClouds with a fleet, as a separate process: <c>emulator --clusters N --latency MS</c>.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http = new();

    private EmulatorProcess(Process process, Uri endpoint) => (this.process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    /// <summary>The processor time of the emulator so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<EmulatorProcess> StartAsync(CollectOptions options)
    {
        var start = Self("emulator", "--clusters", Text(options.Clusters), "--latency", Text(options.Latency));
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The emulator did not start.");
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator printed no endpoint.");
        return new EmulatorProcess(process, new Uri(line));
    }

    /// <summary>The process: prints the endpoint, and runs until its standard input ends.</summary>
    public static async Task ServeAsync(CollectOptions options)
    {
        await using var cloud = await FakeCloud.StartAsync(Fleet.Scenario(options));
        await Console.Out.WriteLineAsync(cloud.Endpoint.ToString());
        await Console.In.ReadToEndAsync();
    }

    /// <summary>This program with other arguments.</summary>
    public static ProcessStartInfo Self(params string[] arguments) => new("dotnet", [typeof(EmulatorProcess).Assembly.Location, .. arguments]);

    /// <summary>The number of calls since the last question.</summary>
    public async Task<int> TakeCallsAsync()
    {
        var answer = await http.GetFromJsonAsync<Counts>(new Uri(Endpoint, "/_calls")) ?? throw new InvalidOperationException("The emulator did not count.");
        using var reset = await http.PostAsync(new Uri(Endpoint, "/_reset"), content: null);
        reset.EnsureSuccessStatusCode();
        return answer.Calls.Values.Sum();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Counts(Dictionary<string, int> Calls);
}
