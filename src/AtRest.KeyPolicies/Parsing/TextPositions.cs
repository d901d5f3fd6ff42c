using System.Text;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Converts byte offsets in the UTF-8 text into lines, columns and offsets in the UTF-16 text.</summary>
internal sealed class TextPositions(ReadOnlyMemory<byte> utf8)
{
    // Positions are requested in ascending order, so one forward pass is enough. Otherwise a policy in one line would have quadratic cost.
    private int offset;
    private TextPosition position = new(1, 1, 0);

    public TextPosition At(long byteOffset)
    {
        var target = (int)Math.Clamp(byteOffset, 0, utf8.Length);
        Advance(utf8.Span[offset..target]);
        offset = target;
        return position;
    }

    private void Advance(ReadOnlySpan<byte> passed)
    {
        var (line, column, index) = position;
        int newLine;
        while ((newLine = passed.IndexOf((byte)'\n')) >= 0)
        {
            index += Encoding.UTF8.GetCharCount(passed[..(newLine + 1)]);
            line++;
            column = 1;
            passed = passed[(newLine + 1)..];
        }

        var rest = Encoding.UTF8.GetCharCount(passed);
        position = new(line, column + rest, index + rest);
    }
}

/// <summary>A position in the text.</summary>
/// <param name="Line">The line, starting at 1.</param>
/// <param name="Column">The column, starting at 1, in UTF-16 code units.</param>
/// <param name="Index">The zero-based index in the text, in UTF-16 code units.</param>
internal readonly record struct TextPosition(int Line, int Column, int Index);
