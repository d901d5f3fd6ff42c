using System.Net;
using System.Net.Sockets;

namespace AtRest.Tests.Shared;

/// <summary>
/// Ports for servers that need their port before they start. They lie below those that operating systems give out by themselves (from 32768 on Linux,
/// 49152 elsewhere), so that nobody gets the port meanwhile, be it another test's server or a connection on its way out.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int End = 32_000;

    private static readonly Lock Gate = new();
    private static int Last = Random.Shared.Next(First, End);

    /// <summary>A port of 127.0.0.1 that nobody listens on, another at each call.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            do
            {
                Last = Last + 1 < End ? Last + 1 : First;
            }
            while (!IsFree(Last));
            return Last;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
