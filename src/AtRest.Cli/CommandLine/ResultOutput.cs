using System.Text;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.CommandLine;

/// <summary>Standard output did not take the results.</summary>
internal sealed class OutputFailedException(IOException cause) : Exception(cause.Message, cause)
{
    // https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-: ERROR_BROKEN_PIPE and ERROR_NO_DATA, as HRESULTs.
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>EPIPE; on Unix, .NET gives the number of the error as HResult.</summary>
    private const int UnixBrokenPipe = 32;

    /// <summary>EBADF.</summary>
    private const int UnixBadDescriptor = 9;

    /// <summary>The program that read the results has ended, as <c>head</c> does: it has all that it needs.</summary>
    public bool IsClosedPipe => InnerException!.HResult is UnixBrokenPipe or WindowsBrokenPipe or WindowsNoData;

    /// <summary>Standard output is closed (<c>&gt;&amp;-</c>), or is open for reading only.</summary>
    private bool IsNotOpen => InnerException is { HResult: UnixBadDescriptor } or { InnerException: UnauthorizedAccessException };

    public string Explanation => IsNotOpen ? "The results could not be written: standard output is closed. Open it, or redirect it to a file." : $"The results could not be written to standard output: {FileFault.Reason(InnerException!)}. Check that its device has free space.";

    public int ExitCode => IsClosedPipe ? Cli.ExitCode.ClosedPipe : Cli.ExitCode.UnexpectedFailure;

    /// <summary>Writes to standard output.</summary>
    /// <exception cref="OutputFailedException">It failed.</exception>
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (Of(exception) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Writes to standard output.</summary>
    /// <exception cref="OutputFailedException">It failed.</exception>
    public static async ValueTask TryAsync(Func<ValueTask> write)
    {
        try
        {
            await write();
        }
        catch (Exception exception) when (Of(exception) is { } failure)
        {
            throw failure;
        }
    }

    private static OutputFailedException? Of(Exception exception) => exception switch
    {
        IOException failure => new OutputFailedException(failure),
        UnauthorizedAccessException denied => new OutputFailedException(new IOException(denied.Message, denied)),
        _ => null,
    };
}

/// <summary>Standard output as text. Its failures have their own exception, because failures of files are handled differently.</summary>
internal sealed class ResultWriter : TextWriter
{
    private readonly TextWriter inner;

    public ResultWriter(TextWriter inner)
        : base(inner.FormatProvider)
    {
        this.inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => OutputFailedException.Try(() => inner.Write(value));

    public override void Write(string? value) => OutputFailedException.Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => OutputFailedException.Try(() => inner.Write(buffer, index, count));

    public override void Flush() => OutputFailedException.Try(inner.Flush);
}

/// <summary>Standard output as bytes. Its failures have their own exception, because failures of files are handled differently.</summary>
internal sealed class ResultStream(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => OutputFailedException.Try(inner.Flush);

    public override void Write(byte[] buffer, int offset, int count) => OutputFailedException.Try(() => inner.Write(buffer, offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await OutputFailedException.TryAsync(() => inner.WriteAsync(buffer, cancellationToken));

    public override async Task FlushAsync(CancellationToken cancellationToken) =>
        await OutputFailedException.TryAsync(() => new ValueTask(inner.FlushAsync(cancellationToken)));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            OutputFailedException.Try(inner.Dispose);
        }

        base.Dispose(disposing);
    }
}
