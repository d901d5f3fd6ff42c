using System.Collections.Immutable;
using static AtRest.KeyPolicies.Access.ConditionKeyNature;
using static AtRest.KeyPolicies.Access.RoleKnowledge;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// The catalog of condition keys that have a meaning in key policies: the global keys of AWS
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html) and the keys of AWS KMS
/// (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html).
/// </summary>
public static class ConditionKeys
{
    private const string OnlyServices = "AWS sends it only when a service calls with its service principal";
    private const string Network = "the network of Camunda's calls is not known, and calls through a service come from the network of the service";
    private const string Organization = "the AWS organization of Camunda's account is not known";
    private const string Session = "how Camunda creates its sessions is not known";
    private const string Parameter = "the cluster's calls do not have this parameter";

    /// <summary>All keys in the catalog. Names that end with <c>*</c> stand for all keys with this prefix.</summary>
    public static ImmutableArray<ConditionKey> All { get; } =
    [
        new("aws:PrincipalArn", Identity, Known, "the ARN of the cluster's role, also in its sessions"),
        new("aws:PrincipalAccount", Identity, Known, "the account of the cluster's role"),
        new("kms:CallerAccount", Identity, Known, "the account of the cluster's role"),
        new("aws:PrincipalType", Choice, Known, "the caller is a session of a role"),
        new("aws:PrincipalOrgID", Identity, Unknown, Organization),
        new("aws:PrincipalOrgPaths", Identity, Unknown, Organization),
        new("aws:userid", Identity, Unknown, "the unique ID of the cluster's role is not known"),
        new("aws:username", Choice, Absent, "a role has no user name"),
        new("aws:PrincipalTag/*", Choice, Unknown, "the tags of the cluster's role and its sessions are not known"),
        new("aws:AssumedRoot", Choice, Absent, "the cluster's role does not call in a root session"),
        new("aws:FederatedProvider", Choice, Unknown, Session),
        new("aws:TokenIssueTime", Choice, Unknown, Session),
        new("aws:MultiFactorAuthPresent", Choice, Unknown, Session),
        new("aws:MultiFactorAuthAge", Choice, Unknown, Session),
        new("aws:SourceIdentity", Choice, Unknown, Session),
        new("aws:ChatbotSourceArn", Choice, Unknown, Session),
        new("aws:SignInSessionArn", Choice, Unknown, Session),
        new("ec2:RoleDelivery", Choice, Unknown, Session),
        new("ec2:SourceInstanceArn", Choice, Unknown, Session),
        new("lambda:SourceFunctionArn", Choice, Unknown, Session),
        new("ssm:SourceInstanceArn", Choice, Unknown, Session),
        new("glue:RoleAssumedBy", Choice, Unknown, Session),
        new("glue:CredentialIssuingService", Choice, Unknown, Session),
        new("aws:SourceIp", ConditionKeyNature.Network, Unknown, Network),
        new("aws:VpcSourceIp", Choice, Unknown, Network),
        new("aws:SourceVpc", ConditionKeyNature.Network, Unknown, Network),
        new("aws:SourceVpce", ConditionKeyNature.Network, Unknown, Network),
        new("aws:SourceVpcArn", ConditionKeyNature.Network, Unknown, Network),
        new("aws:VpceAccount", ConditionKeyNature.Network, Unknown, Network),
        new("aws:VpceOrgID", ConditionKeyNature.Network, Unknown, Network),
        new("aws:VpceOrgPaths", ConditionKeyNature.Network, Unknown, Network),
        new("aws:Ec2InstanceSourceVpc", ConditionKeyNature.Network, Unknown, Network),
        new("aws:Ec2InstanceSourcePrivateIPv4", Choice, Unknown, Network),
        new("aws:PrincipalIsAWSService", Service, Known, "the cluster's role is not an AWS service"),
        new("aws:PrincipalServiceName", Service, Absent, OnlyServices),
        new("aws:PrincipalServiceNamesList", Service, Absent, OnlyServices),
        new("aws:SourceAccount", Service, Absent, OnlyServices),
        new("aws:SourceArn", Service, Absent, OnlyServices),
        new("aws:SourceOrgID", Service, Absent, OnlyServices),
        new("aws:SourceOrgPaths", Service, Absent, OnlyServices),
        new("aws:SourceOwner", Service, Absent, OnlyServices),
        new("aws:ViaAWSService", Choice, Known, "true for calls through EBS and S3, false for direct calls"),
        new("aws:CalledVia", Choice, Unknown, "absent in direct calls, and not known for calls through a service"),
        new("aws:CalledViaFirst", Choice, Unknown, "absent in direct calls, and not known for calls through a service"),
        new("aws:CalledViaLast", Choice, Unknown, "absent in direct calls, and not known for calls through a service"),
        new("aws:CalledViaAWSMCP", Choice, Absent, "the cluster does not call through an MCP server"),
        new("aws:ViaAWSMCPService", Choice, Absent, "the cluster does not call through an MCP server"),
        new("aws:CurrentTime", Call, Known, "the time of the audit"),
        new("aws:EpochTime", Call, Known, "the time of the audit"),
        new("aws:RequestedRegion", Call, Known, "the key's region"),
        new("aws:SecureTransport", Call, Known, "AWS KMS accepts only TLS"),
        new("aws:ResourceAccount", Key, Known, "the account of the key"),
        new("aws:ResourceOrgID", Key, Unknown, "the AWS organization of the key's account was not read"),
        new("aws:ResourceOrgPaths", Key, Unknown, "the AWS organization of the key's account was not read"),
        new("aws:ResourceTag/*", Key, Unknown, "the key's tags were not read"),
        new("aws:RequestTag/*", Choice, Unknown, "the tags in a request are not known"),
        new("aws:TagKeys", Choice, Unknown, "the tags in a request are not known"),
        new("aws:UserAgent", Choice, Unknown, "the caller can send any value"),
        new("aws:Referer", Choice, Unknown, "the caller can send any value"),
        new("kms:ViaService", Choice, Known, "absent in direct calls, and the service in calls through EBS and S3"),
        new("kms:GrantIsForAWSResource", Choice, Known, "true for calls through EBS, false for direct calls"),
        new("kms:GrantConstraintType", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:GrantConstraintSourceArn", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:GrantOperations", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:GranteePrincipal", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:RetiringPrincipal", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:GranteeServicePrincipal", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:RetiringServicePrincipal", Choice, Unknown, "the grants that Camunda creates are not known"),
        new("kms:EncryptionContext:*", Choice, Unknown, "the encryption context that Camunda and AWS services send is not known"),
        new("kms:EncryptionContextKeys", Choice, Unknown, "the encryption context that Camunda and AWS services send is not known"),
        new("kms:EncryptionAlgorithm", Choice, Known, "SYMMETRIC_DEFAULT in cryptographic calls"),
        new("kms:RecipientAttestation:*", Choice, Unknown, "whether Camunda calls from attested Nitro enclaves is not known"),
        new("kms:ReEncryptOnSameKey", Choice, Unknown, "it depends on the call"),
        new("kms:RequestAlias", Choice, Unknown, "whether Camunda uses an alias of the key is not known"),
        new("kms:ResourceAliases", Key, Unknown, "the key's aliases were not read"),
        new("kms:KeySpec", Key, Known, "as DescribeKey reports"),
        new("kms:KeyUsage", Key, Known, "as DescribeKey reports"),
        new("kms:KeyOrigin", Key, Known, "as DescribeKey reports"),
        new("kms:MultiRegion", Key, Known, "as DescribeKey reports"),
        new("kms:MultiRegionKeyType", Key, Known, "as DescribeKey reports"),
        new("kms:CustomerMasterKeySpec", Key, Unknown, "AWS replaced this condition key with kms:KeySpec"),
        new("kms:CustomerMasterKeyUsage", Key, Unknown, "AWS replaced this condition key with kms:KeyUsage"),
        .. Parameters(
            "kms:BypassPolicyLockoutSafetyCheck", "kms:DataKeyPairSpec", "kms:ExpirationModel", "kms:KeyAgreementAlgorithm", "kms:MacAlgorithm",
            "kms:MessageType", "kms:PrimaryRegion", "kms:ReplicaRegion", "kms:RotationPeriodInDays",
            "kms:ScheduleKeyDeletionPendingWindowInDays", "kms:SigningAlgorithm", "kms:TrailingDaysWithoutKeyUsage", "kms:ValidTo",
            "kms:WrappingAlgorithm", "kms:WrappingKeySpec"),
    ];

    /// <summary>The entry for a key; null if the key is not in the catalog, so that nothing is known about it.</summary>
    public static ConditionKey? Find(string key)
    {
        foreach (var candidate in All)
        {
            if (candidate.Covers(key))
            {
                return candidate;
            }
        }

        return null;
    }

    private static IEnumerable<ConditionKey> Parameters(params string[] names) =>
        names.Select(name => new ConditionKey(name, ConditionKeyNature.Parameter, Absent, Parameter));
}
