using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Matching;

/// <summary>Looks up condition keys in a request.</summary>
internal static class RequestContext
{
    /// <summary>
    /// Looks up a key. A key that is both unknown and in the context is unknown. An entry of <see cref="AccessRequest.Unknown"/> that ends with <c>*</c>,
    /// such as <c>aws:PrincipalTag/*</c>, stands for all keys with this prefix that are not in the context.
    /// </summary>
    public static KeyState Find(AccessRequest request, string key, out ImmutableArray<string> values)
    {
        values = [];
        if (request.Unknown.Count > 0 && IsListed(request.Unknown, key))
        {
            return KeyState.Unknown;
        }

        var found = Get(request.Context, key);
        if (!found.IsDefaultOrEmpty)
        {
            values = found;
            return KeyState.Present;
        }

        return request.Unknown.Count > 0 && IsCovered(request.Unknown, key) ? KeyState.Unknown : KeyState.Absent;
    }

    private static bool IsListed(FrozenSet<string> unknown, string key)
    {
        if (ReferenceEquals(unknown.Comparer, StringComparer.OrdinalIgnoreCase))
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

    private static ImmutableArray<string> Get(FrozenDictionary<string, ImmutableArray<string>> context, string key)
    {
        if (context.TryGetValue(key, out var values) || ReferenceEquals(context.Comparer, StringComparer.OrdinalIgnoreCase))
        {
            return values;
        }

        // A context with a case-sensitive comparer is searched as well, so that the result is correct, only slower.
        foreach (var (name, found) in context)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return found;
            }
        }

        return default;
    }
}

/// <summary>The states of a condition key in a request.</summary>
internal enum KeyState : byte
{
    Absent,
    Present,
    Unknown,
}
