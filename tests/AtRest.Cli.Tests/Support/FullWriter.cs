using System.Text;

namespace AtRest.Cli.Tests.Support;

/// <summary>Standard output that takes nothing. By default the device is full, such as <c>/dev/full</c>.</summary>
internal sealed class FullWriter(Exception failure) : TextWriter
{
    public FullWriter()
        : this(new IOException("No space left on device", 28))
    {
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw failure;
}

/// <summary>The same as bytes.</summary>
internal sealed class BrokenStream(Exception failure) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => throw failure;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException(failure);
}
