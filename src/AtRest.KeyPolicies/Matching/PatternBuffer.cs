using System.Buffers;

namespace AtRest.KeyPolicies.Matching;

/// <summary>Builds a pattern for one comparison, in pooled memory.</summary>
internal ref struct PatternBuffer
{
    private char[] characters;
    private PatternKind[] kinds;
    private int length;

    public PatternBuffer()
    {
        characters = ArrayPool<char>.Shared.Rent(256);
        kinds = ArrayPool<PatternKind>.Shared.Rent(256);
    }

    public readonly PatternSpan Span => new(characters.AsSpan(0, length), kinds.AsSpan(0, length));

    public void Append(PatternSpan pattern)
    {
        Grow(ref characters, length, length + pattern.Length);
        Grow(ref kinds, length, length + pattern.Length);
        pattern.Characters.CopyTo(characters.AsSpan(length));
        pattern.Kinds.CopyTo(kinds.AsSpan(length));
        length += pattern.Length;
    }

    public void Append(string text, PatternKind kind)
    {
        Grow(ref characters, length, length + text.Length);
        Grow(ref kinds, length, length + text.Length);
        text.CopyTo(characters.AsSpan(length));
        kinds.AsSpan(length, text.Length).Fill(kind);
        length += text.Length;
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(characters);
        ArrayPool<PatternKind>.Shared.Return(kinds);
    }

    private static void Grow<T>(ref T[] array, int used, int needed)
    {
        if (needed <= array.Length)
        {
            return;
        }

        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
