using System.Text;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>
/// Converts byte offsets to positions. Moves only forward, so that a whole text takes one pass, even if it is a single line.
/// </summary>
internal ref struct SourceCursor(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int offset;
    private int line = 1;
    private int column = 1;

    public SourcePosition AdvanceTo(long target)
    {
        var passed = utf8[offset..(int)Math.Min(target, utf8.Length)];
        offset += passed.Length;
        int newline;
        while ((newline = passed.IndexOf((byte)'\n')) >= 0)
        {
            line++;
            column = 1;
            passed = passed[(newline + 1)..];
        }

        column += Encoding.UTF8.GetCharCount(passed);
        return new SourcePosition(line, column);
    }
}
