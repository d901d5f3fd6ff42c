using System.Text;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Turns byte offsets of the UTF-8 text into lines, columns and offsets of the UTF-16 text that the caller gave.</summary>
internal sealed class TextPositions(ReadOnlyMemory<byte> utf8)
{
    // The reader needs positions in ascending order, so one forward pass is enough: no quadratic cost on a policy in one line.
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

/// <summary>A place in the text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Index">From 0, in UTF-16 code units, from the text's start.</param>
internal readonly record struct TextPosition(int Line, int Column, int Index);
