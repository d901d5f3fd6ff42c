using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(BicepServer))]

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>
/// One Bicep compiler for all tests, started by the first that needs it: a process for each file needs more time to start than to compile. It reads requests of JSON-RPC
/// (<see href="https://github.com/Azure/bicep/blob/main/src/Bicep.Cli/Rpc/ICliJsonRpcProtocol.cs"/>) and ends when its input closes, also when the tests are killed.
/// </summary>
public sealed class BicepServer : IAsyncDisposable
{
    private readonly Lazy<Process> compiler = new(Start);

    /// <summary>One request at a time, so the next response is always its own.</summary>
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The result of a method.</summary>
    /// <exception cref="InvalidOperationException">The compiler reported an error, or ended.</exception>
    public async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString();
        var response = JsonNode.Parse(await SendAsync(request))!;
        return response["result"]?.AsObject() ?? throw new InvalidOperationException($"{request}: {response["error"]?.ToJsonString()}");
    }

    public async ValueTask DisposeAsync()
    {
        turn.Dispose();
        if (compiler.IsValueCreated)
        {
            using var process = compiler.Value;
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Bicep.Compiler, ["jsonrpc", "--stdio"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.Latin1 };

        // JSON-RPC has no --no-restore: a module of a registry would be downloaded. With this, it is an error as on the command line.
        start.Environment["https_proxy"] = "http://localhost:9";

        // It lives for seconds: to optimize its code again while it runs takes more processor time than that saves.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return Process.Start(start) ?? throw new InvalidOperationException("The Bicep compiler did not start.");
    }

    /// <summary>Each message has its length before it, in bytes. As Latin-1, a byte is a character.</summary>
    private async Task<byte[]> SendAsync(string request)
    {
        // Not the token of the test: others may wait for the same result.
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            using var patience = new CancellationTokenSource(Bicep.Patience);
            var (input, output) = (compiler.Value.StandardInput, compiler.Value.StandardOutput);
            await input.WriteAsync($"Content-Length: {Encoding.UTF8.GetByteCount(request)}\r\n\r\n{request}".AsMemory(), patience.Token);
            await input.FlushAsync(patience.Token);

            var header = await output.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The Bicep compiler ended.");
            await output.ReadLineAsync(patience.Token);
            var content = new char[int.Parse(header["Content-Length: ".Length..], CultureInfo.InvariantCulture)];
            await output.ReadBlockAsync(content, patience.Token);
            return Encoding.Latin1.GetBytes(content);
        }
        catch
        {
            // What is left of this response must not be taken for the next one.
            compiler.Value.Kill();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }
}
