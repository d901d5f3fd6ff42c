using Amazon.Runtime;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>A session in an account: its credentials, or the reason why there are none.</summary>
internal sealed record AccountSession
{
    /// <summary>What identifies a session: the account, the role and the external ID, or the credentials that AtRest runs with.</summary>
    public required string Identity { get; init; }

    /// <summary>The caller, for messages: <c>the role arn:…</c>.</summary>
    public required string Caller { get; init; }

    /// <summary>The principal, as AWS names it: the ARN of the role's session, or of the role if no session was opened. Null for the credentials that AtRest runs with, whose principal STS returns.</summary>
    public string? Principal { get; init; }

    /// <summary>The call that returns <see cref="Principal"/>.</summary>
    public string PrincipalSource { get; init; } = "sts:GetCallerIdentity";

    /// <summary>The account of the role. Null for the credentials that AtRest runs with, whose account STS returns.</summary>
    public string? AccountId { get; init; }

    public AWSCredentials? Credentials { get; init; }

    /// <summary>Why there are no credentials. It is the cause of all evidence of the account, and no call is made.</summary>
    public Absence? AccessFailure { get; init; }

    public AWSCredentials RequireCredentials() =>
        Credentials ?? throw new InvalidOperationException($"There are no credentials for {Caller}; AccessFailure has the reason.");
}
