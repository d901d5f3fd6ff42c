namespace AtRest.Reports;

/// <summary>Collects what synchronous writers write, and hands it over to a stream piece by piece: a whole report is never in memory, and the stream is only written asynchronously.</summary>
internal sealed class FlushingBuffer(Stream target)
{
    /// <summary>Where the next piece is written.</summary>
    public MemoryStream Memory { get; } = new();

    /// <summary>Hands over what was written since the last call.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await target.WriteAsync(Memory.GetBuffer().AsMemory(0, (int)Memory.Length), cancellationToken);
        Memory.SetLength(0);
    }

    /// <summary>Hands over the last piece, and flushes the stream.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await target.FlushAsync(cancellationToken);
    }
}
