using System.Diagnostics;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>A worker, started with the command line that the host uses.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>Variables of the machine that runs the tests, which could change what the worker does.</summary>
    private static readonly string[] Foreign = ["AtRest", "AWS_", "AZURE_", "GOOGLE_", "CAMUNDA_", "AzureWebJobs", "FUNCTIONS_", "OTEL_", "APPLICATIONINSIGHTS_", "ASPNETCORE_", "DOTNET_ENVIRONMENT"];

    private readonly TimeSpan patience;

    private WorkerProcess(Process process, TimeSpan patience)
    {
        Process = process;
        this.patience = patience;
        Output = new ProcessOutput(process.StandardOutput);
        Error = new ProcessOutput(process.StandardError);
    }

    public Process Process { get; }

    public ProcessOutput Output { get; }

    public ProcessOutput Error { get; }

    public string Text => $"{Output.Text}{Error.Text}";

    public static WorkerProcess Start(HostOptions options, Uri host, string workerId)
    {
        var requestId = Guid.NewGuid().ToString();
        string[] arguments =
        [
            options.Assembly,
            "--host", host.Host, "--port", $"{host.Port}", "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", $"{int.MaxValue}",
            "--functions-uri", host.ToString(), "--functions-worker-id", workerId, "--functions-request-id", requestId, "--functions-grpc-max-message-length", $"{int.MaxValue}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = options.Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder;
        foreach (var (name, value) in options.Settings)
        {
            start.Environment[name] = value;
        }

        return new WorkerProcess(Process.Start(start)!, options.Timeout);
    }

    /// <summary>Waits for its end, and until everything that it wrote was read.</summary>
    public async Task<int> WaitAsync(TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? patience);
        try
        {
            await Process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The worker did not end within {(limit ?? patience).TotalSeconds} s. {Text}");
        }

        await Task.WhenAll(Output.EndAsync(), Error.EndAsync());
        return Process.ExitCode;
    }

    /// <summary>SIGKILL, as the host ends a worker that does not answer.</summary>
    public async Task KillAsync()
    {
        Process.Kill(entireProcessTree: true);
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            await KillAsync();
        }

        Process.Dispose();
    }
}
