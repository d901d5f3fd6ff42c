namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>Collects characters. ASCII characters are stored as bits, since nearly all characters are ASCII.</summary>
internal sealed class CharCollector
{
    private const char Last = '\u007f';

    private readonly SortedSet<char> others = [];

    public UInt128 Ascii { get; private set; }

    public void Clear()
    {
        Ascii = 0;
        others.Clear();
    }

    public void Add(char character)
    {
        if (character <= Last)
        {
            Ascii |= UInt128.One << character;
        }
        else
        {
            others.Add(character);
        }
    }

    /// <summary>The collected characters that are in a set, in order.</summary>
    public IEnumerable<char> Within(CharSet set)
    {
        for (var left = Ascii & set.Ascii; left != 0; left &= left - 1)
        {
            yield return (char)UInt128.TrailingZeroCount(left);
        }

        if (set.HasOthers)
        {
            foreach (var character in others)
            {
                yield return character;
            }
        }
    }
}
