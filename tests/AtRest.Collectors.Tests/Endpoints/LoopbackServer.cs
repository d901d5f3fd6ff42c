using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AtRest.Collectors.Tests.Endpoints;

/// <summary>A server on a free loopback port. Each connection is handled by the same function and then closed.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task accepting;
    private readonly ConcurrentBag<Task> handling = [];
    private int connections;

    private LoopbackServer(Func<Stream, CancellationToken, Task> handle)
    {
        listener.Start();
        accepting = AcceptAsync(handle);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    /// <summary>What clients sent after the handshake or as plain text.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>A real TLS server.</summary>
    public static LoopbackServer Tls(X509Certificate2 certificate, SslProtocols protocols)
    {
        LoopbackServer? server = null;

        // Otherwise, the server itself downloads the issuers of its certificate.
        var context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        return server = new LoopbackServer(async (stream, cancellation) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = context, EnabledSslProtocols = protocols, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, sent, _, _) => server!.Note(sent) },
                cancellation);
            var buffer = new byte[1024];
            var read = await tls.ReadAsync(buffer, cancellation);
            if (read > 0)
            {
                server!.Received.Enqueue(Encoding.Latin1.GetString(buffer, 0, read));
            }
        });
    }

    /// <summary>Reads what a client sends first, and answers with bytes. Null: does not answer until the client gives up. Empty: closes the connection.</summary>
    public static LoopbackServer Answering(Func<byte[], byte[]?> answer)
    {
        LoopbackServer? server = null;
        return server = new LoopbackServer(async (stream, cancellation) =>
        {
            var buffer = new byte[4096];
            var read = await stream.ReadAsync(buffer, cancellation);
            server!.Received.Enqueue(Encoding.Latin1.GetString(buffer, 0, read));
            if (answer(buffer[..read]) is not { } bytes)
            {
                await stream.CopyToAsync(Stream.Null, cancellation);
                return;
            }

            await stream.WriteAsync(bytes, cancellation);
        });
    }

    /// <summary>Answers plain HTTP.</summary>
    public static LoopbackServer Http(string head) => Answering(_ => Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(handling);
        ended.Dispose();
    }

    private bool Note(X509Certificate? sent)
    {
        if (sent is not null)
        {
            Received.Enqueue($"client certificate {sent.Subject}");
        }

        return true;
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> handle)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                Interlocked.Increment(ref connections);
                handling.Add(HandleAsync(client, handle));
            }
        }
        catch (OperationCanceledException)
        {
            // The server has ended.
        }
    }

    private async Task HandleAsync(TcpClient client, Func<Stream, CancellationToken, Task> handle)
    {
        using (client)
        {
            try
            {
                await handle(client.GetStream(), ended.Token);
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException or OperationCanceledException)
            {
                // A client may end a handshake.
            }
        }
    }
}
