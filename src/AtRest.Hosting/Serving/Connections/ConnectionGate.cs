using Microsoft.AspNetCore.Connections;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>
/// Decides which connections are served. A connection beyond the limits gets one of a few spare places, in which only health probes are answered (<see cref="SparePlaces"/>).
/// </summary>
/// <param name="most">The largest number of connections.</param>
/// <param name="mostPerAddress">The largest number from one address.</param>
/// <param name="refused">Is called with the address of each connection that is closed because there are too many.</param>
internal sealed class ConnectionGate(int most, int mostPerAddress, Action<string> refused)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> byAddress = new(StringComparer.Ordinal);
    private readonly SparePlaces spare = new(refused);
    private int count;

    /// <summary>The number of connections that are served, without those in spare places.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return count;
            }
        }
    }

    /// <summary>Serves a connection until it ends.</summary>
    /// <param name="connection">The connection, before TLS.</param>
    /// <param name="address">Its address, as it is counted.</param>
    /// <param name="isLimited">Whether the limit of one address applies.</param>
    /// <param name="serveAsync">Serves it.</param>
    public async Task PassAsync(ConnectionContext connection, string address, bool isLimited, ConnectionDelegate serveAsync)
    {
        if (!TryEnter(address, isLimited))
        {
            await spare.ServeAsync(connection, address, serveAsync);
            return;
        }

        try
        {
            await serveAsync(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    private bool TryEnter(string address, bool isLimited)
    {
        lock (gate)
        {
            var fromAddress = byAddress.GetValueOrDefault(address);
            if (count >= most || (isLimited && fromAddress >= mostPerAddress))
            {
                return false;
            }

            count++;
            byAddress[address] = fromAddress + 1;
            return true;
        }
    }

    private void Leave(string address)
    {
        lock (gate)
        {
            count--;
            if (--byAddress[address] == 0)
            {
                byAddress.Remove(address);
            }
        }
    }
}
