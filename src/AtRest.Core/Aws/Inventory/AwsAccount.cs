namespace AtRest.Core.Aws.Inventory;

/// <summary>An AWS account of the customer, and the role with which AtRest reads it.</summary>
public sealed record AwsAccount
{
    /// <summary>12 digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>The role to assume; null to use the credentials of the process.</summary>
    public string? AuditRoleArn { get; init; }

    /// <summary>The external ID that the role's trust policy requires.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The role that reads the policies of the account's organization; null: they are not read.</summary>
    public AwsOrganizationAccess? Organizations { get; init; }
}

/// <summary>
/// A role in the management account, or in an account to which the management account has delegated the reading of policies
/// (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html).
/// </summary>
public sealed record AwsOrganizationAccess
{
    public required string RoleArn { get; init; }

    /// <summary>The external ID that the role's trust policy requires.</summary>
    public string? ExternalId { get; init; }
}
