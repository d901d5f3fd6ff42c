using System.Buffers.Binary;
using System.Net.Sockets;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>How much of what was sent a client has received, as the Linux kernel counts it.</summary>
/// <param name="Acknowledged">The bytes that the client has acknowledged since the connection began.</param>
/// <param name="IsPending">Whether bytes wait in the kernel to be sent or acknowledged.</param>
internal readonly record struct TcpProgress(long Acknowledged, bool IsPending)
{
    // IPPROTO_TCP, TCP_INFO, and three members of struct tcp_info: https://github.com/torvalds/linux/blob/master/include/uapi/linux/tcp.h
    private const int Tcp = 6;
    private const int Info = 11;
    private const int Unacknowledged = 24;
    private const int BytesAcknowledged = 120;
    private const int NotSent = 144;
    private const int Length = NotSent + sizeof(uint);

    /// <summary>Null if this system cannot tell, or the connection has ended.</summary>
    public static TcpProgress? Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian || socket.ProtocolType != ProtocolType.Tcp)
        {
            return null;
        }

        Span<byte> info = stackalloc byte[Length];
        try
        {
            return socket.GetRawSocketOption(Tcp, Info, info) < Length ? null : new TcpProgress(
                BinaryPrimitives.ReadInt64LittleEndian(info[BytesAcknowledged..]),
                BinaryPrimitives.ReadUInt32LittleEndian(info[Unacknowledged..]) > 0 || BinaryPrimitives.ReadUInt32LittleEndian(info[NotSent..]) > 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
