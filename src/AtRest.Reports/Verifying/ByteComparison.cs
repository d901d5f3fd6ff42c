namespace AtRest.Reports.Verifying;

/// <summary>Receives the bytes that should be in a file and compares them with those that are, in bounded memory.</summary>
internal sealed class ByteComparison(Stream delivered) : Stream
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private long length;

    /// <summary>The place of the first difference; null if there is none so far.</summary>
    public long? FirstDifference { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <summary>Checks that the file ends here, or after the given number of bytes.</summary>
    /// <returns>These bytes.</returns>
    public byte[] End(int most)
    {
        if (FirstDifference is not null)
        {
            return [];
        }

        var rest = new byte[most + 1];
        var read = delivered.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        FirstDifference = read > most ? length : null;
        return rest[..Math.Min(read, most)];
    }

    public override void Write(ReadOnlySpan<byte> expected)
    {
        while (!expected.IsEmpty && FirstDifference is null)
        {
            var part = expected[..Math.Min(expected.Length, buffer.Length)];
            var read = delivered.ReadAtLeast(buffer.AsSpan(0, part.Length), part.Length, throwOnEndOfStream: false);
            var common = part.CommonPrefixLength(buffer.AsSpan(0, read));
            length += common;
            if (common < part.Length)
            {
                FirstDifference = length;
            }

            expected = expected[part.Length..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
