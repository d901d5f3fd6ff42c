namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Matches a resource pattern. A wildcard matches only within one segment between the colons of the ARN. The exception is a star at the end of a
/// segment, which "can expand to match beyond the colon boundaries"
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
/// </summary>
internal static class ResourceGlob
{
    public static bool IsMatch(PatternSpan pattern, ReadOnlySpan<char> value)
    {
        // reachable[i] is true if the part of the pattern so far matches value[..i]. The time is the product of both lengths, but an ARN is short.
        var reachable = new bool[value.Length + 1];
        reachable[0] = true;
        for (var p = 0; p < pattern.Length; p++)
        {
            if (pattern.Kinds[p] == PatternKind.AnyMany)
            {
                var endsSegment = p + 1 == pattern.Length || pattern.Characters[p + 1] == ':';
                Spread(reachable, value, endsSegment);
            }
            else
            {
                Step(reachable, value, pattern.Characters[p], pattern.Kinds[p]);
            }
        }

        return reachable[^1];
    }

    private static void Spread(bool[] reachable, ReadOnlySpan<char> value, bool crossesColons)
    {
        for (var i = 0; i < value.Length; i++)
        {
            reachable[i + 1] |= reachable[i] && (crossesColons || value[i] != ':');
        }
    }

    private static void Step(bool[] reachable, ReadOnlySpan<char> value, char expected, PatternKind kind)
    {
        for (var i = value.Length; i > 0; i--)
        {
            reachable[i] = reachable[i - 1] && (kind == PatternKind.AnyOne ? value[i - 1] != ':' : value[i - 1] == expected);
        }

        reachable[0] = false;
    }
}
