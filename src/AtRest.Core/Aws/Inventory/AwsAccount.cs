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
}
