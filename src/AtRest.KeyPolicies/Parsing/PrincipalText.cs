using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Recognizes the kind of a principal by its text.</summary>
internal static class PrincipalText
{
    public static readonly PolicyPrincipal Everyone = new() { Kind = PolicyPrincipalKind.Everyone, Text = "*" };

    /// <summary>Parses a principal.</summary>
    /// <param name="type"><c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>CanonicalUser</c>.</param>
    /// <param name="text">The principal as written.</param>
    public static PolicyPrincipal Parse(string type, string text) => type switch
    {
        "AWS" => ParseAws(text),
        "Service" => Simple(HasWildcard(text) ? PolicyPrincipalKind.PartialWildcard : PolicyPrincipalKind.Service, text),
        "Federated" => Simple(HasWildcard(text) ? PolicyPrincipalKind.PartialWildcard : PolicyPrincipalKind.Federated, text),
        "CanonicalUser" => Simple(PolicyPrincipalKind.CanonicalUser, text),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static PolicyPrincipal ParseAws(string text)
    {
        if (text == "*")
        {
            return Everyone;
        }

        if (HasWildcard(text))
        {
            return Simple(PolicyPrincipalKind.PartialWildcard, text);
        }

        if (Arn.IsAccountId(text))
        {
            return new() { Kind = PolicyPrincipalKind.Account, Text = text, AccountId = text };
        }

        if (IsUniqueId(text))
        {
            return Simple(PolicyPrincipalKind.UniqueId, text);
        }

        return Arn.TryParse(text, out var arn) && arn.Region.Length == 0 && Arn.IsAccountId(arn.AccountId)
            ? FromArn(arn)
            : Simple(PolicyPrincipalKind.Unrecognized, text);
    }

    private static PolicyPrincipal FromArn(Arn arn)
    {
        var (kind, name) = (arn.Service, arn.Resource) switch
        {
            ("iam", "root") => (PolicyPrincipalKind.Account, null),
            ("iam", var r) when Named(r, "role/") => (PolicyPrincipalKind.Role, arn.ResourceName),
            ("iam", var r) when Named(r, "user/") => (PolicyPrincipalKind.User, arn.ResourceName),
            ("sts", var r) when IsSession(r) => (PolicyPrincipalKind.RoleSession, r.Split('/')[1]),
            ("sts", var r) when Named(r, "federated-user/") => (PolicyPrincipalKind.FederatedUser, arn.ResourceName),
            _ => (PolicyPrincipalKind.Unrecognized, default(string)),
        };
        return new() { Kind = kind, Text = arn.Value, Partition = arn.Partition, AccountId = arn.AccountId, Name = name };
    }

    private static bool Named(string resource, string prefix) =>
        resource.StartsWith(prefix, StringComparison.Ordinal) && !resource.EndsWith('/');

    private static bool IsSession(string resource) =>
        resource.Split('/') is ["assumed-role", { Length: > 0 }, { Length: > 0 }];

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    private static bool IsUniqueId(string text) =>
        text.Length is >= 16 and <= 128
        && text[0] == 'A' && text[3] == 'A'
        && text.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9'));

    private static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    private static PolicyPrincipal Simple(PolicyPrincipalKind kind, string text) => new() { Kind = kind, Text = text };
}
