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

    private readonly List<byte> sent = [];
    private readonly List<byte> received = [];

    /// <summary>The version in the ClientHello that was sent (<c>0x0301</c>: TLS 1.0); null if none was sent.</summary>
    public int? Offered => sent is [HandshakeRecord, ..] && sent.Count >= Enough ? sent[9] << 8 | sent[10] : null;

    /// <summary>The version that the server chose in its ServerHello; null if it sent none. TLS 1.3 has the number of TLS 1.2 here.</summary>
    public int? Chosen => received is [HandshakeRecord, _, _, _, _, ServerHello, ..] && received.Count >= Enough ? received[9] << 8 | received[10] : null;

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

    private static void Keep(List<byte> first, ReadOnlySpan<byte> bytes) => first.AddRange(bytes[..Math.Min(bytes.Length, Enough - first.Count)]);
}
