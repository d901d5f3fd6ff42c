using AtRest.Core.Evidence;

namespace AtRest.Core.Clouds;

/// <summary>A kind of slice, and how an empty one is made.</summary>
internal sealed record SliceKind(Type Type, Func<EvidenceSlice> Create)
{
    public static SliceKind Of<T>()
        where T : EvidenceSlice, new() => new(typeof(T), () => new T());
}
