using System.Text;

namespace AtRest.Cli.Presentation;

/// <summary>Writes UTF-8 to a text, without the line ends at its end. It holds no more than the last part.</summary>
internal sealed class TextStream(TextWriter output) : Stream
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private int lineEnds;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Decode(buffer.Span) is { Length: > 0 } text)
        {
            await output.WriteAsync(text.AsMemory(), cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => output.Write(Decode(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[decoder.GetCharCount(bytes, flush: false)];
        var count = decoder.GetChars(bytes, characters, flush: false);
        var text = new string('\n', lineEnds) + new string(characters, 0, count);
        var kept = text.TrimEnd('\n');
        lineEnds = text.Length - kept.Length;
        return kept;
    }
}
