using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Serve;

/// <summary>A running <c>atrest serve</c>, on a port that it chose itself.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServeProcess(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
    }

    public HttpClient Client { get; } = new() { Timeout = Patience };

    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

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
        var ended = serve.process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(serve.address.Task, ended, Task.Delay(Patience, TestContext.Current.CancellationToken));
        if (!serve.address.Task.IsCompleted)
        {
            var said = serve.Said;
            await serve.DisposeAsync();
            throw new InvalidOperationException($"The server did not start. {said}");
        }

        serve.Client.BaseAddress = await serve.address.Task;
        return serve;
    }

    /// <summary>Waits until it has said this.</summary>
    public async Task HearAsync(string text)
    {
        for (var attempt = 0; !Said.Contains(text, StringComparison.Ordinal); attempt++)
        {
            attempt.ShouldBeLessThan(200, Said);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

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

    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        await process.WaitForExitAsync(timeout.Token);
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

        process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }

        const string Begin = "AtRest serves ";
        if (line?.StartsWith(Begin, StringComparison.Ordinal) == true)
        {
            address.TrySetResult(new Uri(line[Begin.Length..].Split("/api")[0] + "/"));
        }
    }
}
