using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>
/// Closes connections whose clients do not take what they requested. The web server's own limit counts from what it has written into its buffers, and gives a client that takes nothing
/// up to 18 minutes (https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits.minresponsedatarate). This one counts what the client has received.
/// </summary>
/// <param name="leastBytesPerSecond">A client that takes less is closed.</param>
/// <param name="time">The clock.</param>
internal sealed class SlowReaders(int leastBytesPerSecond, TimeProvider time)
{
    /// <summary>
    /// How long a client can be too slow. Systems announce free space in their buffers in steps of up to half a buffer, so a client that reads steadily is seen to take bytes every few seconds.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Serves a connection until it ends.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate serveAsync)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket || TcpProgress.Of(socket) is not { } start)
        {
            await serveAsync(connection);
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        var watching = WatchAsync(connection, socket, start, timer);
        try
        {
            await serveAsync(connection);
        }
        finally
        {
            timer.Dispose();
            await watching;
        }
    }

    private async Task WatchAsync(ConnectionContext connection, Socket socket, TcpProgress start, PeriodicTimer timer)
    {
        var since = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && TcpProgress.Of(socket) is { } progress)
        {
            var elapsed = time.GetElapsedTime(since);
            if (progress.IsPending && elapsed < Grace)
            {
                continue;
            }

            if (progress.IsPending && progress.Acknowledged - start.Acknowledged < leastBytesPerSecond * elapsed.TotalSeconds)
            {
                Close(connection, socket);
                return;
            }

            (start, since) = (progress, time.GetTimestamp());
        }
    }

    private static void Close(ConnectionContext connection, Socket socket)
    {
        try
        {
            // Otherwise the kernel keeps the unread bytes for minutes.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended meanwhile.
        }

        connection.Abort(new ConnectionAbortedException("The client does not take the response."));
    }
}
