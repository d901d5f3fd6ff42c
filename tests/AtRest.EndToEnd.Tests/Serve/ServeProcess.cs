using System.Diagnostics;
using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;
using AtRest.Tests.Shared.Processes;

namespace AtRest.EndToEnd.Tests.Serve;

/// <summary>A running <c>atrest serve</c>, on a port that it chose itself.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly ProcessOutput output;
    private readonly ProcessOutput error;

    private ServeProcess(Process process)
    {
        this.process = process;
        output = new ProcessOutput(process.StandardOutput);
        error = new ProcessOutput(process.StandardError);
    }

    public HttpClient Client { get; } = new() { Timeout = Patience };

    /// <summary>All that it has written so far. It is complete after <see cref="StopAsync"/>.</summary>
    public string Said => error.Text + output.Text;

    public static async Task<ServeProcess> StartAsync(CliSettings settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "AtRest.Cli.dll"), "serve", "--urls", "http://127.0.0.1:0", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.WorkingDirectory ?? AppContext.BaseDirectory,
        };
        settings.ApplyTo(start.Environment);
        var serve = new ServeProcess(Process.Start(start)!);
        try
        {
            const string Begin = "AtRest is listening on ";
            var line = await serve.error.LineAsync(line => line.StartsWith(Begin, StringComparison.Ordinal), TestContext.Current.CancellationToken);
            serve.Client.BaseAddress = new Uri(line[Begin.Length..].Split("/api")[0] + "/");
            return serve;
        }
        catch (Exception exception)
        {
            await serve.DisposeAsync();
            throw new InvalidOperationException($"The server did not start. {serve.Said}", exception);
        }
    }

    /// <summary>Waits until it has written a line with this text to standard error.</summary>
    public Task HearAsync(string text) => error.LineAsync(line => line.Contains(text, StringComparison.Ordinal), TestContext.Current.CancellationToken);

    /// <summary>Uses the key that the server made for its operator.</summary>
    public async Task<ServeProcess> EnterAsync(string keyFile)
    {
        Client.DefaultRequestHeaders.Add("x-api-key", (await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken)).Trim());
        return this;
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Client.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement;

    /// <summary>Orders an audit of an organization, and waits for its report.</summary>
    public async Task<JsonElement> AuditAsync(string organization)
    {
        using var answer = await Client.PostAsync($"api/organizations/{organization}/audits", content: null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var status = await GetAsync(answer.Headers.Location!.ToString());
            if (status.GetProperty("state").GetString() == "completed")
            {
                return status;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The audit did not end. {Said}");
    }

    /// <summary>Sends a signal by its name, and waits until the server has ended and all that it wrote was read.</summary>
    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        await process.WaitForExitAsync(timeout.Token);
        await Task.WhenAll(output.EndAsync(), error.EndAsync());
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(output.EndAsync(), error.EndAsync());
        process.Dispose();
    }
}
