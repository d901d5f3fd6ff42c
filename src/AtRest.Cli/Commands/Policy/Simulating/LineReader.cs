using System.Text;

namespace AtRest.Cli.Commands.Policy.Simulating;

/// <summary>
/// Splits a stream into lines, in memory that does not grow with the stream. A line ends with LF or CR LF, which the last line may lack.
/// A byte order mark before the first line is skipped.
/// </summary>
internal sealed class LineReader(Stream input)
{
    /// <summary>In bytes. A policy of 32 KiB and a request, even with thousands of grants, are much shorter.</summary>
    public const int LongestLine = 4 * 1024 * 1024;

    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int searched;
    private int end;
    private bool atEnd;
    private bool begun;
    private bool skipping;

    /// <summary>Reads more of the stream. False at its end, after which the last line can still be taken.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var count = await input.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += count;
        atEnd = count == 0;
        return !atEnd;
    }

    /// <summary>Gets the next complete line in memory, without its line end. It is valid until the next call.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        line = default;
        begun = begun || Begin();
        if (!begun)
        {
            return false;
        }

        var length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
        if (length < 0 && !(atEnd && (end > start || skipping)))
        {
            searched = end;
            DropIfTooLong();
            return false;
        }

        var last = length < 0 ? end : searched + length;
        isTooLong = skipping || last - start > LongestLine;
        line = isTooLong ? default : WithoutReturn(buffer.AsMemory(start, last - start));
        start = searched = Math.Min(last + 1, end);
        skipping = false;
        return true;
    }

    /// <summary>False while the bytes read so far could be the start of a byte order mark.</summary>
    private bool Begin()
    {
        var read = buffer.AsSpan(0, end);
        if (read.StartsWith(Encoding.UTF8.Preamble))
        {
            start = searched = Encoding.UTF8.Preamble.Length;
            return true;
        }

        return atEnd || !Encoding.UTF8.Preamble.StartsWith(read);
    }

    /// <summary>Drops a line that is too long to be answered. Only its end still matters.</summary>
    private void DropIfTooLong()
    {
        if (skipping || end - start > LongestLine)
        {
            skipping = true;
            start = searched = end;
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            searched -= start;
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private static ReadOnlyMemory<byte> WithoutReturn(ReadOnlyMemory<byte> line) => line.Span is [.., (byte)'\r'] ? line[..^1] : line;
}
