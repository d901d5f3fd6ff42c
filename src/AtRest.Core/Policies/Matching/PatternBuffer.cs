using System.Buffers;

namespace AtRest.Core.Policies.Matching;

/// <summary>A pattern that is put together for one comparison, in borrowed memory.</summary>
internal ref struct PatternBuffer
{
    private char[] _characters;
    private PatternKind[] _kinds;
    private int _length;

    public PatternBuffer()
    {
        _characters = ArrayPool<char>.Shared.Rent(256);
        _kinds = ArrayPool<PatternKind>.Shared.Rent(256);
    }

    public readonly PatternSpan Span => new(_characters.AsSpan(0, _length), _kinds.AsSpan(0, _length));

    public void Append(PatternSpan pattern)
    {
        Grow(ref _characters, _length, _length + pattern.Length);
        Grow(ref _kinds, _length, _length + pattern.Length);
        pattern.Characters.CopyTo(_characters.AsSpan(_length));
        pattern.Kinds.CopyTo(_kinds.AsSpan(_length));
        _length += pattern.Length;
    }

    public void Append(string text, PatternKind kind)
    {
        Grow(ref _characters, _length, _length + text.Length);
        Grow(ref _kinds, _length, _length + text.Length);
        text.CopyTo(_characters.AsSpan(_length));
        _kinds.AsSpan(_length, text.Length).Fill(kind);
        _length += text.Length;
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters);
        ArrayPool<PatternKind>.Shared.Return(_kinds);
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
