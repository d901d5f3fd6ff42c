using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace AtRest.Benchmarks.Connections;

/// <summary>
/// What thousands of slow connections cost <c>atrest serve</c>, and whether others are served meanwhile. Each connection sends a request a byte at a time, and is opened again two seconds after
/// the server has closed it.
/// </summary>
internal sealed partial class SlowConnectionsBenchmark(string program, int count, TextWriter output)
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Longer than the server waits for headers.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenBytes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync()
    {
        using var server = Process.Start(new ProcessStartInfo(program, ["serve", "--demo", "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true }) ?? throw new InvalidOperationException("The server did not start.");
        try
        {
            var url = await AddressAsync(server);
            using var client = new HttpClient { BaseAddress = url };
            (await client.GetAsync(new Uri("/api/health/ready", UriKind.Relative))).EnsureSuccessStatusCode();
            await WriteAsync("before", server);

            using var ending = new CancellationTokenSource();
            var attack = new Attack(url, ending.Token);
            var attackers = Enumerable.Range(0, count).Select(_ => attack.RunAsync()).ToList();
            var probes = await ProbeAsync(url, server);
            await WriteAsync("during the attack", server);
            await ending.CancelAsync();
            await Task.WhenAll(attackers);
            await output.WriteLineAsync(Text($"{count} slow connections at a time, {attack.Opened} in all, {attack.Refused} of them refused by the system"));
            await output.WriteLineAsync(Text($"probes: {probes.Good} answered, {probes.Bad} not, median {probes.Median.TotalMilliseconds:0} ms, largest {probes.Largest.TotalMilliseconds:0} ms"));
            await output.WriteLineAsync(Text($"other requests: {probes.Served} answered, {probes.Full} with 503, {probes.Failed} not"));
            (await client.GetAsync(new Uri("/api/openapi.json", UriKind.Relative))).EnsureSuccessStatusCode();
            await WriteAsync("after the attack", server);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private async Task WriteAsync(string when, Process server)
    {
        server.Refresh();
        var files = Directory.EnumerateFileSystemEntries($"/proc/{server.Id}/fd").Count();
        await output.WriteLineAsync(Text($"{when,-20} {server.WorkingSet64 / Mebibyte,6:0} MiB {files,6} file handles {server.Threads.Count,4} threads {server.TotalProcessorTime.TotalSeconds,6:0.0} s of processor time"));
    }

    private static async Task<Uri> AddressAsync(Process server)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                // What it says later must not fill the pipe.
                _ = server.StandardError.ReadToEndAsync();
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException("The server ended without an address.");
    }

    /// <summary>A client that opens a connection for each request, in turn a health probe and another request.</summary>
    private async Task<Probes> ProbeAsync(Uri url, Process server)
    {
        var (times, served, full, failed, bad) = (new List<TimeSpan>(), 0, 0, 0, 0);
        var begun = Stopwatch.GetTimestamp();
        var isWritten = false;
        while (Stopwatch.GetElapsedTime(begun) < Duration)
        {
            using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
            var started = Stopwatch.GetTimestamp();
            if (await StatusAsync(client, "/api/health/live") == HttpStatusCode.OK)
            {
                times.Add(Stopwatch.GetElapsedTime(started));
            }
            else
            {
                bad++;
            }

            using var other = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
            var status = await StatusAsync(other, "/api/openapi.json");
            (served, full, failed) = status switch
            {
                HttpStatusCode.OK => (served + 1, full, failed),
                HttpStatusCode.ServiceUnavailable => (served, full + 1, failed),
                _ => (served, full, failed + 1),
            };
            if (!isWritten && Stopwatch.GetElapsedTime(begun) > Duration / 3)
            {
                await WriteAsync("after ten seconds", server);
                isWritten = true;
            }

            await Task.Delay(BetweenProbes, TimeProvider.System);
        }

        times.Sort();
        return new Probes(times.Count, bad, times[times.Count / 2], times[^1], served, full, failed);
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    private sealed record Probes(int Good, int Bad, TimeSpan Median, TimeSpan Largest, int Served, int Full, int Failed);

    /// <summary>Slow clients.</summary>
    private sealed class Attack(Uri url, CancellationToken ending)
    {
        private int opened;
        private int refused;

        public int Opened => opened;

        public int Refused => refused;

        public async Task RunAsync()
        {
            while (!ending.IsCancellationRequested)
            {
                try
                {
                    // From many addresses: one has too few ports.
                    using var client = new TcpClient(new IPEndPoint(new IPAddress([127, 0, 1, (byte)Random.Shared.Next(1, 255)]), 0));
                    await client.ConnectAsync(url.Host, url.Port, ending);
                    Interlocked.Increment(ref opened);
                    await DripAsync(client.GetStream());
                }
                catch (SocketException)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(BetweenProbes, TimeProvider.System, CancellationToken.None);
                }
                catch (Exception exception) when (exception is IOException or OperationCanceledException)
                {
                    // The server has closed it, or this is the end.
                    await Task.Delay(BetweenBytes, TimeProvider.System, CancellationToken.None);
                }
            }
        }

        private async Task DripAsync(NetworkStream stream)
        {
            await stream.WriteAsync("GET /api/health/live HTTP/1.1\r\nX: "u8.ToArray(), ending);
            while (true)
            {
                await Task.Delay(BetweenBytes, TimeProvider.System, ending);
                await stream.WriteAsync("x"u8.ToArray(), ending);
            }
        }
    }
}
