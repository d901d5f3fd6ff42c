using System.Collections.Immutable;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Cli.Commands.Policy.Access;

/// <summary>The words for access, in text and in JSON.</summary>
internal static class AccessWords
{
    /// <summary>The word is part of the interface: renaming the enum member must not change it.</summary>
    public static string Of(AccessKind kind) => kind switch
    {
        AccessKind.Anyone => "anyone",
        AccessKind.Account => "account",
        AccessKind.Role => "role",
        AccessKind.User => "user",
        AccessKind.Session => "session",
        AccessKind.FederatedUser => "federatedUser",
        AccessKind.Pattern => "pattern",
        AccessKind.Service => "service",
        AccessKind.IdentityProvider => "identityProvider",
        AccessKind.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The conditions of a right: those of its statement, or the constraints of its grant in the same form.</summary>
    public static IEnumerable<(string Operator, string Key, ImmutableArray<string> Values)> Conditions(AccessRight right) => right switch
    {
        { Statement: { } statement } => Conditions(statement),
        { Grant: { } grant } =>
        [
            .. from pair in grant.EncryptionContextEquals ?? ImmutableSortedDictionary<string, string>.Empty select ("EncryptionContextEquals", pair.Key, ImmutableArray.Create(pair.Value)),
            .. from pair in grant.EncryptionContextSubset ?? ImmutableSortedDictionary<string, string>.Empty select ("EncryptionContextSubset", pair.Key, ImmutableArray.Create(pair.Value)),
            .. grant.SourceArn is { } source ? new[] { ("SourceArn", "aws:SourceArn", ImmutableArray.Create(source)) } : [],
        ],
        _ => [],
    };

    public static IEnumerable<(string Operator, string Key, ImmutableArray<string> Values)> Conditions(PolicyStatement statement) =>
        statement.Conditions.Select(condition => (condition.OperatorText, condition.Key, condition.Values));
}
