using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a principal can do through one statement or grant.</summary>
public sealed record AccessRight
{
    private const int MaxMissing = 5;

    /// <summary>Such as <c>kms:Decrypt</c>; alphabetical, none twice.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>The Allow statement that gives it; null if a grant does.</summary>
    public PolicyStatement? Statement { get; init; }

    /// <summary>The grant that gives it; null if a statement does. It has only the constraints that AWS applies to these actions; all of them must be met.</summary>
    public KeyGrant? Grant { get; init; }

    /// <summary>Whether the statement names the whole account, so that the account's IAM policies have to allow it as well.</summary>
    public bool IsDelegated { get; init; }

    /// <summary>False if it depends on something that only AWS knows; otherwise everyone who meets the conditions has it.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The Deny statements that take it away in some calls, but not in all.</summary>
    public ImmutableArray<PolicyStatement> Denials { get; init; } = [];

    /// <summary>The actions as a policy would write them, <c>kms:ReEncrypt*</c>; where only a few are missing, <c>kms:* but kms:Decrypt</c>.</summary>
    public string ActionsInWords
    {
        get
        {
            var missing = KmsActions.Names.Except(Actions, StringComparer.Ordinal).ToList();
            return missing.Count is > 0 and <= MaxMissing ? $"kms:* but {string.Join(", ", missing)}" : string.Join(", ", ActionNames.Condense(Actions));
        }
    }
}
