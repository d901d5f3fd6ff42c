namespace AtRest.Core.Aws.Inventory;

/// <summary>An AWS account of the customer and how AtRest enters it.</summary>
public sealed record AwsAccount
{
    /// <summary>12 digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>The role to assume; null: the process's own credentials are used for this account.</summary>
    public string? AuditRoleArn { get; init; }

    /// <summary>The external ID that the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }
}
