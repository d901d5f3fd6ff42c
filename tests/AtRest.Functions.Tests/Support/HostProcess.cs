using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Functions.Tests.Support;

/// <summary>The program of the tests, started again as a separate host, to be killed. It ends with the tests, however they end.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Variable = "ATREST_TEST_HOST";
    private const string LoadedPrefix = "worker ";
    private const string CalledPrefix = "called ";

    private readonly Process process;
    private readonly ProcessOutput output;
    private readonly ProcessOutput error;

    private HostProcess(Process process)
    {
        this.process = process;
        output = new ProcessOutput(process.StandardOutput);
        error = new ProcessOutput(process.StandardError);
    }

    public int WorkerId { get; private set; }

    /// <summary>Starts a host and waits until its worker has loaded its functions.</summary>
    public static async Task<HostProcess> StartAsync(HostOptions options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment[Variable] = JsonSerializer.Serialize(options);
        var host = new HostProcess(Process.Start(start)!);
        try
        {
            var line = await host.output.LineAsync(line => line.StartsWith(LoadedPrefix, StringComparison.Ordinal), cancellationToken);
            host.WorkerId = int.Parse(line[LoadedPrefix.Length..], CultureInfo.InvariantCulture);
            return host;
        }
        catch (Exception exception)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host did not start. {host.output.Text}{host.error.Text}", exception);
        }
    }

    /// <summary>Lets the host call a function of a queue, and waits until the call is under way, not until it ends.</summary>
    public async Task CallAsync(string function, string text, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync($"{function} {text}");
        await process.StandardInput.FlushAsync(cancellationToken);
        await output.LineAsync(line => line == $"{CalledPrefix}{function}", cancellationToken);
    }

    /// <summary>SIGKILL, of the host alone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // Its end of input makes it end its worker and itself.
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
    }

    /// <summary>The app that this process is to be the host of, if it is such a process.</summary>
    public static HostOptions? Order() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } order ? JsonSerializer.Deserialize<HostOptions>(order) : null;

    public static async Task RunAsync(HostOptions options)
    {
        await using var host = await FunctionHost.StartAsync(options, CancellationToken.None);
        await Console.Out.WriteLineAsync($"{LoadedPrefix}{host.Worker.Process.Id}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var function = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            var call = host.InvokeAsync(Invocation.Queue(function, line[(function.Length + 1)..]), CancellationToken.None);
            _ = call.ContinueWith(task => task.Exception, TaskScheduler.Default);
            await Console.Out.WriteLineAsync($"{CalledPrefix}{function}");
        }
    }
}
