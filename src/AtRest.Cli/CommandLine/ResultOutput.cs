using System.Text;

namespace AtRest.Cli.CommandLine;

/// <summary>Standard output did not take the results.</summary>
internal sealed class OutputFailedException(IOException cause) : Exception(cause.Message, cause)
{
    // https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-: ERROR_BROKEN_PIPE and ERROR_NO_DATA, as HRESULTs.
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>EPIPE; on Unix, .NET gives the number of the error as HResult.</summary>
    private const int UnixBrokenPipe = 32;

    /// <summary>The program that read the results has ended, as <c>head</c> does: it has all that it needs.</summary>
    public bool IsClosedPipe => InnerException!.HResult is UnixBrokenPipe or WindowsBrokenPipe or WindowsNoData;

    public string Explanation => $"The results could not be written to standard output: {Message.TrimEnd('.')}. Free some space, or send them to another place.";

    public int ExitCode => IsClosedPipe ? Cli.ExitCode.ClosedPipe : Cli.ExitCode.UnexpectedFailure;

    /// <summary>Does something with standard output.</summary>
    /// <exception cref="OutputFailedException">It failed.</exception>
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            throw new OutputFailedException(exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new OutputFailedException(new IOException(exception.Message, exception));
        }
    }
}

/// <summary>Standard output as text. Its failures are told apart from those of files.</summary>
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

/// <summary>Standard output as bytes. Its failures are told apart from those of files.</summary>
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

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OutputFailedException(exception);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.FlushAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OutputFailedException(exception);
        }
    }

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
