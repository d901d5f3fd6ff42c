namespace AtRest.KeyPolicies.Conditions;

/// <summary>The relation that must hold between the value of the request and the value of the policy.</summary>
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
    /// <summary>Whether the result of a comparison satisfies the relation.</summary>
    /// <param name="relation">The relation that must hold.</param>
    /// <param name="order">Negative, zero or positive, if the value of the request is less than, equal to or greater than the value of the policy.</param>
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
