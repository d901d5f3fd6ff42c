using Amazon.Runtime;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>A way into an account: credentials, or the reason why there are none.</summary>
internal sealed record AccountSession
{
    /// <summary>What makes two sessions the same: the account, the role and the external id; or the process's own credentials.</summary>
    public required string Identity { get; init; }

    /// <summary>Who asks, for messages: <c>the role arn:…</c>.</summary>
    public required string Caller { get; init; }

    /// <summary>Who they are, as AWS names them: the ARN of the role's session, or of the role where no session was opened; null for the process's own, which STS has to be asked about.</summary>
    public string? Principal { get; init; }

    /// <summary>The call that tells <see cref="Principal"/>.</summary>
    public string ToldBy { get; init; } = "sts:GetCallerIdentity";

    /// <summary>The account of the role; null for the process's own credentials, of which AWS has to be asked.</summary>
    public string? AccountId { get; init; }

    public AWSCredentials? Credentials { get; init; }

    /// <summary>Why the account cannot be entered: every call for it is absent for that reason, and is not made.</summary>
    public Absence? AccessFailure { get; init; }

    public AWSCredentials RequireCredentials() =>
        Credentials ?? throw new InvalidOperationException($"There are no credentials for {Caller}; its failure was not heeded.");
}
