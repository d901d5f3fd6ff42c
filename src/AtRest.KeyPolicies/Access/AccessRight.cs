using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a principal can do through one statement or grant.</summary>
public sealed record AccessRight
{
    /// <summary>The maximum number of missing actions for which the exceptions are easier to read than the list of actions.</summary>
    private const int MaxMissing = 5;

    /// <summary>The actions, such as <c>kms:Decrypt</c>, in alphabetical order without duplicates.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>The Allow statement that gives the access; null if a grant does.</summary>
    public PolicyStatement? Statement { get; init; }

    /// <summary>The grant that gives the access, with only those constraints that AWS applies to these actions; null if a statement gives the access.</summary>
    public KeyGrant? Grant { get; init; }

    /// <summary>Whether the statement names the whole account, so that IAM policies of the account must allow the access as well.</summary>
    public bool IsDelegated { get; init; }

    /// <summary>False if the access depends on something that only AWS knows. True if every caller that meets the conditions has the access.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The Deny statements that deny some of these calls, but not all.</summary>
    public ImmutableArray<PolicyStatement> Denials { get; init; } = [];

    /// <summary>The actions as a policy writes them, such as <c>kms:ReEncrypt*</c>. If only a few are missing: <c>kms:* except kms:Decrypt</c>.</summary>
    public string ActionsInWords
    {
        get
        {
            var missing = KmsActions.Names.Except(Actions, StringComparer.Ordinal).ToList();
            return missing.Count is > 0 and <= MaxMissing ? $"kms:* except {string.Join(", ", missing)}" : string.Join(", ", ActionNames.Condense(Actions));
        }
    }
}
