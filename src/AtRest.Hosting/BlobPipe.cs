using System.IO.Pipelines;
using System.Security.Cryptography;
using AtRest.Storage;

namespace AtRest.Hosting;

/// <summary>Writes blobs while their content is made, so that memory does not grow with it.</summary>
internal static class BlobPipe
{
    /// <summary>What is made but not yet stored.</summary>
    private const int MostWaiting = 1024 * 1024;

    /// <summary>Writes a blob, if the condition holds, with what a function writes to a stream. If the function fails, there is no blob.</summary>
    /// <returns>The length and hash of what was written; null if the condition did not hold.</returns>
    public static async Task<BlobDigest?> WriteAsync(this IBlobStore blobs, string name, BlobWrite write, Func<Stream, CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: MostWaiting, resumeWriterThreshold: MostWaiting / 2, useSynchronizationContext: false));
        var output = new Output(pipe.Writer);
        await using (output)
        {
            var making = Task.Run(() => MakeAsync(pipe.Writer, output, make, stop.Token), CancellationToken.None);
            BlobWriteResult? result = null;
            try
            {
                var content = pipe.Reader.AsStream();
                await using (content)
                {
                    result = await blobs.WriteAsync(name, content, write, cancellationToken);
                }
            }
            finally
            {
                // If the blob was refused, or the storage failed, nothing more needs to be made.
                if (result is not { IsWritten: true })
                {
                    await stop.CancelAsync();
                }

                // Its own failure says more than that of the store, which only saw the end of it.
                if (await making is { } failure && !(failure is OperationCanceledException && stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested))
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
                }
            }

            return result.IsWritten ? output.Digest() : null;
        }
    }

    /// <summary>The length and hash of a blob, read once.</summary>
    /// <exception cref="StorageException">The blob is gone.</exception>
    public static async Task<BlobDigest> DigestAsync(this IBlobStore blobs, string name, CancellationToken cancellationToken)
    {
        var blob = await blobs.ReadAsync(name, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };
        await using (blob)
        {
            return await DigestAsync(blob.Content, cancellationToken);
        }
    }

    /// <summary>The length and hash of the rest of a stream.</summary>
    public static async Task<BlobDigest> DigestAsync(Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var length = 0L;
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            hash.AppendData(buffer.AsSpan(0, count));
            length += count;
        }

        return new BlobDigest(length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Returns why it failed; null: it did not. A reader never sees the end of what is not whole.</summary>
    private static async Task<Exception?> MakeAsync(PipeWriter writer, Output output, Func<Stream, CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        try
        {
            await make(output, cancellationToken);
            await output.FlushAsync(cancellationToken);
            await writer.CompleteAsync();
            return null;
        }
        catch (Exception exception)
        {
            await writer.CompleteAsync(exception);
            return exception;
        }
    }

    /// <summary>The end of the pipe that is written to. It counts and hashes.</summary>
    private sealed class Output(PipeWriter writer) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public BlobDigest Digest() => new(length, Convert.ToHexStringLower(hash.GetCurrentHash()));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.AppendData(buffer.Span);
            length += buffer.Length;
            Require(await writer.WriteAsync(buffer, cancellationToken));
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override async Task FlushAsync(CancellationToken cancellationToken) => Require(await writer.FlushAsync(cancellationToken));

        public override void Flush() => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

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

        private static void Require(FlushResult result)
        {
            if (result.IsCompleted || result.IsCanceled)
            {
                throw new OperationCanceledException("The store does not want the rest.");
            }
        }
    }
}

/// <summary>The length of a blob, and its lower-case hexadecimal SHA-256.</summary>
internal sealed record BlobDigest(long Length, string Sha256);
