using System.Collections.Immutable;
using static AtRest.KeyPolicies.Access.ConditionKeyNature;
using static AtRest.KeyPolicies.Access.RoleKnowledge;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// The condition keys that a key policy can meaningfully name: AWS's global ones
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html) and KMS's own
/// (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html).
/// </summary>
public static class ConditionKeys
{
    private const string OnlyServices = "AWS sends it only when a service calls in its own name";
    private const string Network = "the network that Camunda calls from is not known, and through a service it is the service's";
    private const string Organization = "the AWS organization of Camunda's account is not known";
    private const string Session = "how Camunda's sessions are made is not known";
    private const string Parameter = "the calls that the cluster makes do not have this parameter";

    /// <summary>All keys that AtRest knows; families end with <c>*</c>.</summary>
    public static ImmutableArray<ConditionKey> All { get; } =
    [
        new("aws:PrincipalArn", Identity, Known, "the cluster role's ARN, in a session too"),
        new("aws:PrincipalAccount", Identity, Known, "the account of the cluster's role"),
        new("kms:CallerAccount", Identity, Known, "the account of the cluster's role"),
        new("aws:PrincipalType", Choice, Known, "a role's session calls"),
        new("aws:PrincipalOrgID", Identity, Unknown, Organization),
        new("aws:PrincipalOrgPaths", Identity, Unknown, Organization),
        new("aws:userid", Identity, Unknown, "the unique id of the cluster's role is not known"),
        new("aws:username", Choice, Absent, "roles have no user name"),
        new("aws:PrincipalTag/*", Choice, Unknown, "the tags of the cluster's role and its sessions are not known"),
        new("aws:AssumedRoot", Choice, Absent, "the cluster's role is no root session"),
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
        new("aws:PrincipalIsAWSService", Service, Known, "the cluster's role is no AWS service"),
        new("aws:PrincipalServiceName", Service, Absent, OnlyServices),
        new("aws:PrincipalServiceNamesList", Service, Absent, OnlyServices),
        new("aws:SourceAccount", Service, Absent, OnlyServices),
        new("aws:SourceArn", Service, Absent, OnlyServices),
        new("aws:SourceOrgID", Service, Absent, OnlyServices),
        new("aws:SourceOrgPaths", Service, Absent, OnlyServices),
        new("aws:SourceOwner", Service, Absent, OnlyServices),
        new("aws:ViaAWSService", Choice, Known, "true through EBS and S3, false otherwise"),
        new("aws:CalledVia", Choice, Unknown, "absent in direct calls; not known for calls through a service"),
        new("aws:CalledViaFirst", Choice, Unknown, "absent in direct calls; not known for calls through a service"),
        new("aws:CalledViaLast", Choice, Unknown, "absent in direct calls; not known for calls through a service"),
        new("aws:CalledViaAWSMCP", Choice, Absent, "the cluster does not call through an MCP server"),
        new("aws:ViaAWSMCPService", Choice, Absent, "the cluster does not call through an MCP server"),
        new("aws:CurrentTime", Call, Known, "the moment of the audit"),
        new("aws:EpochTime", Call, Known, "the moment of the audit"),
        new("aws:RequestedRegion", Call, Known, "the key's region"),
        new("aws:SecureTransport", Call, Known, "KMS is only reached over TLS"),
        new("aws:ResourceAccount", Key, Known, "the key's own account, in every call"),
        new("aws:ResourceOrgID", Key, Unknown, "the AWS organization of the key's account was not read"),
        new("aws:ResourceOrgPaths", Key, Unknown, "the AWS organization of the key's account was not read"),
        new("aws:ResourceTag/*", Key, Unknown, "the key's tags were not read"),
        new("aws:RequestTag/*", Choice, Unknown, "the tags in a request are not known"),
        new("aws:TagKeys", Choice, Unknown, "the tags in a request are not known"),
        new("aws:UserAgent", Choice, Unknown, "it is whatever the caller writes"),
        new("aws:Referer", Choice, Unknown, "it is whatever the caller writes"),
        new("kms:ViaService", Choice, Known, "absent in direct calls; the service through EBS and S3"),
        new("kms:GrantIsForAWSResource", Choice, Known, "true through EBS, false in direct calls"),
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
        new("kms:RecipientAttestation:*", Choice, Unknown, "whether Camunda calls from attested enclaves is not known"),
        new("kms:ReEncryptOnSameKey", Choice, Unknown, "it depends on the call"),
        new("kms:RequestAlias", Choice, Unknown, "whether Camunda names the key by an alias is not known"),
        new("kms:ResourceAliases", Key, Unknown, "the key's aliases were not read"),
        new("kms:KeySpec", Key, Known, "as DescribeKey says"),
        new("kms:KeyUsage", Key, Known, "as DescribeKey says"),
        new("kms:KeyOrigin", Key, Known, "as DescribeKey says"),
        new("kms:MultiRegion", Key, Known, "as DescribeKey says"),
        new("kms:MultiRegionKeyType", Key, Known, "as DescribeKey says"),
        new("kms:CustomerMasterKeySpec", Key, Unknown, "AWS has replaced this key by kms:KeySpec"),
        new("kms:CustomerMasterKeyUsage", Key, Unknown, "AWS has replaced this key by kms:KeyUsage"),
        .. Parameters(
            "kms:BypassPolicyLockoutSafetyCheck", "kms:DataKeyPairSpec", "kms:ExpirationModel", "kms:KeyAgreementAlgorithm", "kms:MacAlgorithm",
            "kms:MessageType", "kms:PrimaryRegion", "kms:ReplicaRegion", "kms:RotationPeriodInDays",
            "kms:ScheduleKeyDeletionPendingWindowInDays", "kms:SigningAlgorithm", "kms:TrailingDaysWithoutKeyUsage", "kms:ValidTo",
            "kms:WrappingAlgorithm", "kms:WrappingKeySpec"),
    ];

    /// <summary>The key's entry; null if the catalogue does not have it: then nothing is known about the key.</summary>
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
