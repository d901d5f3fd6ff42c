using System.Security.Cryptography;

namespace AtRest.Reports.Zip;

/// <summary>Passes on what is written, and counts and hashes it. A flush is not passed on: it would change what a compressor writes.</summary>
/// <param name="inner">Receives the bytes; null: nothing does.</param>
/// <param name="limit">More bytes are an error.</param>
internal sealed class HashingStream(Stream? inner, long limit) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Crc32 crc = new();
    private long length;

    public uint Crc => crc.Value;

    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Add(buffer);
        inner?.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Add(buffer.Span);
        return inner?.WriteAsync(buffer, cancellationToken) ?? ValueTask.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        if (length > limit)
        {
            throw new IOException($"A file is larger than {limit} bytes, which a ZIP file without extensions cannot hold. Use the formats separately.");
        }

        hash.AppendData(bytes);
        crc.Add(bytes);
    }
}
