namespace AtRest.KeyPolicies.Conditions;

/// <summary>How the request's value must compare with the policy's.</summary>
internal enum Relation : byte
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal static class Relations
{
    /// <param name="relation">The relation that must hold.</param>
    /// <param name="order">Negative, zero or positive: the request's value compared with the policy's.</param>
    public static bool Holds(this Relation relation, int order) => relation switch
    {
        Relation.Equal => order == 0,
        Relation.Less => order < 0,
        Relation.LessOrEqual => order <= 0,
        Relation.Greater => order > 0,
        Relation.GreaterOrEqual => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, null),
    };
}
