using System.Diagnostics;
using AtRest.Tests.Shared;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Functions.Tests.Support;

/// <summary>The published handler, started as the host starts it: in its folder, with all settings in its environment.</summary>
internal sealed class HandlerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private HandlerProcess(Process process, int port)
    {
        Process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = Patience };
        Output = new ProcessOutput(process.StandardOutput);
        Error = new ProcessOutput(process.StandardError);
    }

    public Process Process { get; }

    public HttpClient Client { get; }

    public ProcessOutput Output { get; }

    public ProcessOutput Error { get; }

    /// <summary>Starts it and does not wait for it.</summary>
    public static HandlerProcess Start(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo(Path.Combine(folder, "AtRest.Functions")) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AtRest__", StringComparison.Ordinal) || name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = Guid.NewGuid().ToString();
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new HandlerProcess(Process.Start(start)!, port);
    }

    /// <summary>Starts it and asks <c>GET /</c> until it answers, as the host does.</summary>
    public static async Task<HandlerProcess> StartReadyAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var handler = Start(folder, settings);
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < until && !handler.Process.HasExited)
        {
            try
            {
                using var answer = await handler.Client.GetAsync("", TestContext.Current.CancellationToken);
                return handler;
            }
            catch (HttpRequestException)
            {
                // Not there yet.
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        await handler.DisposeAsync();
        throw new InvalidOperationException($"The handler did not answer. {handler.Output.Text}{handler.Error.Text}");
    }

    /// <summary>Waits for its end, and until all that it wrote was read.</summary>
    public async Task<int> WaitAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        await Process.WaitForExitAsync(timeout.Token);
        await Task.WhenAll(Output.EndAsync(), Error.EndAsync());
        return Process.ExitCode;
    }

    /// <summary>SIGKILL, as the host ends its handlers.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!Process.HasExited)
        {
            Process.Kill();
            await Process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(Output.EndAsync(), Error.EndAsync());
        Process.Dispose();
    }
}
