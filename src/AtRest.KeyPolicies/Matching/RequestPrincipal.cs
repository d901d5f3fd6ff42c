using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Matching;

/// <summary>The parsed principal of a request. Does not allocate.</summary>
internal readonly ref struct RequestPrincipal
{
    public required RequestPrincipalKind Kind { get; init; }

    public required ReadOnlySpan<char> Text { get; init; }

    /// <summary>The partition. Empty if the principal is not an ARN.</summary>
    public ReadOnlySpan<char> Partition { get; init; }

    public ReadOnlySpan<char> AccountId { get; init; }

    /// <summary>The name of a role without its path, for roles and their sessions.</summary>
    public ReadOnlySpan<char> RoleName { get; init; }

    public static RequestPrincipal Parse(string text)
    {
        if (text.Length == 12 && AsciiDigits.AreAll(text))
        {
            return new() { Kind = RequestPrincipalKind.Account, Text = text, AccountId = text };
        }

        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return ParseArn(text);
        }

        var kind = text.Equals("anonymous", StringComparison.OrdinalIgnoreCase) || text is "*" or "" ? RequestPrincipalKind.Anonymous
            : text.Contains('.') ? RequestPrincipalKind.Service
            : RequestPrincipalKind.Other;
        return new() { Kind = kind, Text = text };
    }

    private static RequestPrincipal ParseArn(ReadOnlySpan<char> text)
    {
        var rest = text[4..];
        var partition = Take(ref rest);
        var service = Take(ref rest);
        var region = Take(ref rest);
        var account = Take(ref rest);
        if (!region.IsEmpty || rest.IsEmpty || account.Length != 12 || !AsciiDigits.AreAll(account))
        {
            return new() { Kind = RequestPrincipalKind.Other, Text = text };
        }

        var (kind, role) = service switch
        {
            "iam" when rest is "root" => (RequestPrincipalKind.Account, default(Range)),
            "iam" when rest.StartsWith("role/") => (RequestPrincipalKind.Role, ^Arn.LastSegment(rest).Length..),
            "iam" when rest.StartsWith("user/") => (RequestPrincipalKind.User, default),
            "sts" when rest.StartsWith("assumed-role/") && rest[13..].IndexOf('/') is var end and > 0 => (RequestPrincipalKind.RoleSession, 13..(13 + end)),
            "sts" when rest.StartsWith("federated-user/") => (RequestPrincipalKind.FederatedUser, default),
            _ => (RequestPrincipalKind.Other, default),
        };
        return new() { Kind = kind, Text = text, Partition = partition, AccountId = account, RoleName = rest[role] };
    }

    /// <summary>Takes the part before the next colon, and skips the colon.</summary>
    private static ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        var part = colon == -1 ? rest : rest[..colon];
        rest = colon == -1 ? [] : rest[(colon + 1)..];
        return part;
    }
}

/// <summary>The kinds of requesters.</summary>
internal enum RequestPrincipalKind : byte
{
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Account,
    Role,
    RoleSession,
    User,
    FederatedUser,
    Service,

    /// <summary>Any other text, which only the same text matches.</summary>
    Other,
}
