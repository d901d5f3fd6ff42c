namespace AtRest.Collectors.Endpoints;

/// <summary>
/// Passes bytes on and notices how a TLS handshake begins on both sides. The exception of a failed handshake does not say who ended it: a machine that cannot offer an old version of TLS, or does not accept
/// the signature of a server that chose it, would look like a server that refuses it. The records are in https://www.rfc-editor.org/rfc/rfc5246#section-6.2.1 and #section-7.
/// </summary>
internal sealed class HandshakeWatch(Stream inner) : Stream
{
    private const byte AlertRecord = 21;
    private const byte HandshakeRecord = 22;
    private const byte ServerHello = 2;

    /// <summary>Up to the version in a hello: five bytes of the record, four of the message, two of the version.</summary>
    private const int Enough = 11;

    /// <summary>A ServerHello with the largest keys in use has less than 1,300 bytes.</summary>
    private const int Most = 2048;

    /// <summary>The extension with the version, from TLS 1.3 on.</summary>
    private const int SupportedVersions = 43;

    private readonly List<byte> sent = [];
    private readonly List<byte> received = [];

    /// <summary>The version in the ClientHello that was sent (<c>0x0301</c>: TLS 1.0); null if none was sent.</summary>
    public int? Offered => sent is [HandshakeRecord, ..] && sent.Count >= Enough ? sent[9] << 8 | sent[10] : null;

    /// <summary>The version that the server chose in its ServerHello (<c>0x0304</c>: TLS 1.3); null if it sent none.</summary>
    public int? Chosen => received is [HandshakeRecord, _, _, _, _, ServerHello, ..] && received.Count >= Enough ? InExtension() ?? Number(Enough - 2) : null;

    /// <summary>The alert with which the server answered the ClientHello; null if it sent something else, or nothing.</summary>
    public int? Alert => received is [AlertRecord, _, _, _, _, _, var description, ..] ? description : null;

    /// <summary>Whether the server sent anything.</summary>
    public bool HasReceived => received.Count > 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Keep(received, buffer.Span[..read]);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(sent, buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Keep(received, buffer.AsSpan(offset, read));
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Keep(sent, buffer.AsSpan(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>
    /// The version in the extensions of the ServerHello, if it has one and all of it was kept. After the version follow 32 random bytes, the session ID with its length, the cipher suite and the
    /// compression (https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3).
    /// </summary>
    private int? InExtension()
    {
        var session = Enough + 32;
        if (received.Count <= session)
        {
            return null;
        }

        const int Header = 4;
        for (var at = session + 1 + received[session] + 2 + 1 + 2; at + Header + 2 <= received.Count; at += Header + Number(at + 2))
        {
            if (Number(at) == SupportedVersions)
            {
                return Number(at + Header);
            }
        }

        return null;
    }

    private int Number(int at) => received[at] << 8 | received[at + 1];

    private static void Keep(List<byte> first, ReadOnlySpan<byte> bytes) => first.AddRange(bytes[..Math.Min(bytes.Length, Most - first.Count)]);
}
