using System.Net;
using System.Net.Sockets;

namespace AtRest.Storage.Tests.Support;

/// <summary>Passes bytes on to a port of this machine, and now and then loses an answer: the request has arrived, but who sent it will never know.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int target;
    private readonly Task accepting;
    private int toLose;
    private int lost;

    public LossyProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Lost => Volatile.Read(ref lost);

    public void LoseNextAnswer() => Interlocked.Exchange(ref toLose, 1);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(stopping.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            // Whichever side ends first ends both.
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), stopping.Token), AnswerAsync(server.GetStream(), client.GetStream()));
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await server.ReadAsync(buffer, stopping.Token)) > 0)
        {
            if (Interlocked.Exchange(ref toLose, 0) == 1)
            {
                Interlocked.Increment(ref lost);
                return;
            }

            await client.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
        }
    }
}
