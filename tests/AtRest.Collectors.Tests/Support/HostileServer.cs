using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AtRest.Collectors.Tests.Support;

/// <summary>
/// An endpoint that writes its answers byte by byte, so that they can be anything: endless, slow, cut off, or no HTTP at all. It counts the requests and the bytes that the client took.
/// Requests that no attack is for go to a fake cloud.
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpClient upstream = new();
    private readonly Func<HostileRequest, HostileAnswer?> attack;
    private readonly Uri? target;
    private readonly Task serving;
    private long taken;

    /// <param name="attack">The answer to a request; null: the request is passed on.</param>
    /// <param name="target">Where the other requests go.</param>
    public HostileServer(Func<HostileRequest, HostileAnswer?> attack, Uri? target = null)
    {
        (this.attack, this.target) = (attack, target);
        listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>The requests that were attacked, in order.</summary>
    public ConcurrentQueue<HostileRequest> Attacked { get; } = [];

    /// <summary>The bytes of attacks that were written to connections before their clients closed them.</summary>
    public long Taken => Interlocked.Read(ref taken);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        listener.Stop();
        listener.Dispose();
        upstream.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ConnectionAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ConnectionAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.SendBufferSize = 64 * 1024;
                await using var stream = client.GetStream();
                var request = await ReadAsync(stream);
                if (attack(request) is { } answer)
                {
                    Attacked.Enqueue(request);
                    await answer(new HostileConnection(stream, count => Interlocked.Add(ref taken, count), stopping.Token));
                }
                else
                {
                    await PassOnAsync(stream, request);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or HttpRequestException)
            {
                // The client closed the connection: that is what most attacks end with.
            }
        }
    }

    private async Task<HostileRequest> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0)
            {
                throw new IOException("The client closed the connection.");
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, stopping.Token);
        return new HostileRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, body);
    }

    private async Task PassOnAsync(Stream stream, HostileRequest received)
    {
        using var request = new HttpRequestMessage(new HttpMethod(received.Method), new Uri(target!, received.Path)) { Content = new ByteArrayContent(received.Body) };
        foreach (var (name, value) in received.Headers.Where(header => header.Key is not ("Host" or "Content-Length" or "Connection")))
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await upstream.SendAsync(request, stopping.Token);
        var body = await response.Content.ReadAsByteArrayAsync(stopping.Token);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {(int)response.StatusCode} X\r\nContent-Type: {response.Content.Headers.ContentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"),
            stopping.Token);
        await stream.WriteAsync(body, stopping.Token);
    }
}

/// <summary>Writes an answer to a connection. The connection is closed afterwards.</summary>
internal delegate Task HostileAnswer(HostileConnection connection);

/// <summary>A request that arrived.</summary>
internal sealed record HostileRequest(string Method, string Path, Dictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The operation of an AWS JSON request: <c>ListGrants</c>.</summary>
    public string? Operation => Headers.GetValueOrDefault("X-Amz-Target")?.Split('.')[^1];

    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A connection to the client.</summary>
internal sealed class HostileConnection(Stream stream, Action<long> count, CancellationToken stopping)
{
    public CancellationToken Stopping => stopping;

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, stopping);
        count(bytes.Length);
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));
}

/// <summary>Answers.</summary>
internal static class Hostile
{
    public const long Gibibyte = 1024L * 1024 * 1024;

    private static readonly byte[] Filler = Enumerable.Repeat((byte)' ', 64 * 1024).ToArray();

    /// <summary>A whole answer.</summary>
    public static HostileAnswer Body(string body, int status = 200, string type = "application/x-amz-json-1.1", string headers = "") => Body(Encoding.UTF8.GetBytes(body), status, type, headers);

    /// <summary>A whole answer.</summary>
    public static HostileAnswer Body(byte[] body, int status = 200, string type = "application/x-amz-json-1.1", string headers = "") => async connection =>
    {
        await connection.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n");
        await connection.WriteAsync(body);
    };

    /// <summary>A gibibyte whose length is in the headers.</summary>
    public static HostileAnswer Declared(int status = 200) => async connection =>
    {
        await connection.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Gibibyte}\r\nConnection: close\r\n\r\n{{\"a\":\"");
        await FillAsync(connection, Filler);
    };

    /// <summary>A gibibyte without a length, until the connection closes.</summary>
    public static HostileAnswer Endless(int status = 200) => async connection =>
    {
        await connection.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{{\"a\":\"");
        await FillAsync(connection, Filler);
    };

    /// <summary>A gibibyte in chunks.</summary>
    public static HostileAnswer Chunked(int status = 200) => async connection =>
    {
        await connection.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        await FillAsync(connection, [.. "10000\r\n"u8, .. Filler, .. "\r\n"u8]);
    };

    /// <summary>64 MiB that are compressed to 64 KiB.</summary>
    public static HostileAnswer Bomb(string encoding = "gzip", int status = 200) => connection => Body(Compress(encoding), status, headers: $"Content-Encoding: {encoding}\r\n")(connection);

    /// <summary>One byte every 100 milliseconds, without an end.</summary>
    public static HostileAnswer Drip(int status = 200) => async connection =>
    {
        await connection.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{{\"a\":\"");
        while (true)
        {
            await connection.WriteAsync("a");
            await Task.Delay(TimeSpan.FromMilliseconds(100), connection.Stopping);
        }
    };

    /// <summary>A header of a mebibyte.</summary>
    public static HostileAnswer HugeHeader() => connection => connection.WriteAsync($"HTTP/1.1 200 X\r\nX-Huge: {new string('a', 1024 * 1024)}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");

    /// <summary>Fewer bytes than the headers say.</summary>
    public static HostileAnswer CutOff(string body) => connection =>
        connection.WriteAsync($"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: {body.Length + 100}\r\nConnection: close\r\n\r\n{body}");

    private static async Task FillAsync(HostileConnection connection, byte[] filler)
    {
        for (var written = 0L; written < Gibibyte; written += filler.Length)
        {
            await connection.WriteAsync(filler);
        }
    }

    private static byte[] Compress(string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            for (var blocks = 0; blocks < 1024; blocks++)
            {
                packing.Write(Filler);
            }
        }

        return compressed.ToArray();
    }
}
