using System.Runtime.InteropServices;

namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>Compares states that are lists of numbers.</summary>
internal sealed class StateComparer : IEqualityComparer<int[]>
{
    public static StateComparer Instance { get; } = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
