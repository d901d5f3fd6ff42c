namespace AtRest.Cli.Tests.Policy;

/// <summary>Gives a byte at a time, as a slow pipe may.</summary>
internal sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
}

/// <summary>A pipe whose reader has ended.</summary>
internal sealed class ClosedPipe : MemoryStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException(new IOException("Broken pipe", 32));
}
