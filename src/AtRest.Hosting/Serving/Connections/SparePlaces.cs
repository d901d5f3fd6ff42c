using Microsoft.AspNetCore.Connections;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>
/// The places for connections beyond the limit. They are for health probes: a server that is full must not look like one that is broken, or it would be restarted. If all places are
/// taken, the address with the most of them loses its oldest connection. A probe needs its place for milliseconds, so slow connections cannot keep it out, however many there are,
/// and an address that connects again and again only closes its own connections.
/// </summary>
internal sealed class SparePlaces(Action<string> refused)
{
    /// <summary>The number of places.</summary>
    public const int Most = 64;

    private static readonly object Mark = new();

    private readonly Lock gate = new();
    private readonly LinkedList<(ConnectionContext Connection, string Address)> taken = new();

    /// <summary>Whether a connection is in such a place.</summary>
    public static bool Has(IDictionary<object, object?> items) => items.ContainsKey(Mark);

    /// <summary>Serves a connection until it ends, or until others need its place.</summary>
    public async Task ServeAsync(ConnectionContext connection, string address, ConnectionDelegate serveAsync)
    {
        connection.Items[Mark] = null;
        var place = Take(connection, address);
        try
        {
            await serveAsync(connection);
        }
        finally
        {
            lock (gate)
            {
                if (place.List is not null)
                {
                    taken.Remove(place);
                }
            }
        }
    }

    private LinkedListNode<(ConnectionContext Connection, string Address)> Take(ConnectionContext connection, string address)
    {
        (ConnectionContext Connection, string Address)? closed = null;
        LinkedListNode<(ConnectionContext Connection, string Address)> place;
        lock (gate)
        {
            place = taken.AddLast((connection, address));
            if (taken.Count > Most)
            {
                // Groups are in the order of their oldest connections, and of several largest ones the first is taken.
                closed = taken.GroupBy(one => one.Address, StringComparer.Ordinal).MaxBy(ofAddress => ofAddress.Count())!.First();
                taken.Remove(closed.Value);
            }
        }

        if (closed is { } lost)
        {
            refused(lost.Address);
            lost.Connection.Abort();
        }

        return place;
    }
}
