using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.Core.Policies.Matching;

/// <summary>Looks condition keys up in a request.</summary>
internal static class RequestContext
{
    /// <summary>
    /// An unknown key wins over a known one. An entry of <see cref="AccessRequest.Unknown"/> that ends with <c>*</c> stands for all keys that
    /// begin so and are not in the context, such as <c>aws:PrincipalTag/*</c>.
    /// </summary>
    public static KeyState Find(AccessRequest request, string key, out ImmutableArray<string> values)
    {
        values = [];
        if (request.Unknown.Count > 0 && IsListed(request.Unknown, key))
        {
            return KeyState.Unknown;
        }

        if (TryGet(request.Context, key, out var found) && !found.IsDefaultOrEmpty)
        {
            values = found;
            return KeyState.Present;
        }

        return request.Unknown.Count > 0 && IsCovered(request.Unknown, key) ? KeyState.Unknown : KeyState.Absent;
    }

    private static bool IsListed(FrozenSet<string> unknown, string key)
    {
        if (unknown.Contains(key) || ReferenceEquals(unknown.Comparer, StringComparer.OrdinalIgnoreCase))
        {
            return unknown.Contains(key);
        }

        foreach (var listed in unknown.Items)
        {
            if (listed.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCovered(FrozenSet<string> unknown, string key)
    {
        foreach (var listed in unknown.Items)
        {
            if (listed.EndsWith('*') && key.AsSpan().StartsWith(listed.AsSpan(0, listed.Length - 1), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryGet(FrozenDictionary<string, ImmutableArray<string>> context, string key, out ImmutableArray<string> values)
    {
        if (context.TryGetValue(key, out values) || ReferenceEquals(context.Comparer, StringComparer.OrdinalIgnoreCase))
        {
            return !values.IsDefault;
        }

        // Whoever built the context case-sensitively gets the right answer all the same, only slower.
        for (var i = 0; i < context.Keys.Length; i++)
        {
            if (context.Keys[i].Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                values = context.Values[i];
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a request says about a condition key.</summary>
internal enum KeyState : byte
{
    Absent,
    Present,
    Unknown,
}
