using System.Buffers;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary><c>BinaryEquals</c>: compares the bytes of two Base64 values.</summary>
internal sealed class BinaryMatcher(string value) : ValueMatcher
{
    private readonly byte[]? expected = Decode(value);

    public override bool CanMatch => expected is not null;

    public static bool IsWellFormed(string text) => Decode(text) is not null;

    public override Ternary Match(string value, AccessRequest request)
    {
        if (expected is null)
        {
            return Ternary.No;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(value.Length);
        var matches = Convert.TryFromBase64String(value, bytes, out var written) && bytes.AsSpan(0, written).SequenceEqual(expected);
        ArrayPool<byte>.Shared.Return(bytes);
        return Logic.From(matches);
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}
