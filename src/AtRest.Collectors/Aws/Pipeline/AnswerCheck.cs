using Amazon.CloudTrail.Model;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.EventBridge.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Organizations.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// Checks that a response holds what its operation always returns. The SDK reads an empty object as any response: as a key without a state, or as no grants at all. A response that
/// fails the check never becomes evidence.
/// </summary>
internal static class AnswerCheck
{
    public static void ThrowIfIncomplete(IResponseContext context)
    {
        if (!IsComplete(context.Response))
        {
            throw new WrongAnswerException("It lacks what every response of this operation contains.");
        }
    }

    private static bool IsComplete(AmazonWebServiceResponse? response) => response switch
    {
        null => false,

        // AWS KMS
        DescribeKeyResponse answer => answer.KeyMetadata is { Arn: ['a', 'r', 'n', ':', ..], KeyId.Length: > 0, KeyState: not null },
        GetKeyPolicyResponse answer => answer.Policy is not null,
        GetKeyRotationStatusResponse answer => answer.KeyRotationEnabled is not null,
        ListKeyRotationsResponse answer => answer.Rotations?.TrueForAll(rotation => rotation is not null && HasItsEnd(rotation)) == true,
        ListGrantsResponse answer => answer.Grants?.TrueForAll(grant => grant is not null) == true,
        GetKeyLastUsageResponse answer => answer.KeyId is not null || answer.TrackingStartDate is not null || answer.KeyLastUsage?.Timestamp is not null,

        // Amazon S3 and S3 Control
        GetLifecycleConfigurationResponse answer => answer.Configuration?.Rules is { Count: > 0 },
        GetPublicAccessBlockResponse answer => answer.PublicAccessBlockConfiguration is not null,
        GetObjectLockConfigurationResponse answer => answer.ObjectLockConfiguration is not null,
        GetBucketPolicyStatusResponse answer => answer.PolicyStatus?.IsPublic is not null,
        Amazon.S3Control.Model.GetPublicAccessBlockResponse answer => answer.PublicAccessBlockConfiguration is not null,

        // AWS STS
        AssumeRoleResponse answer => answer.Credentials is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 },
        AssumeRoleWithWebIdentityResponse answer => answer.Credentials is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, Expiration: not null },

        // AWS CloudTrail
        DescribeTrailsResponse answer => answer.TrailList?.TrueForAll(trail => trail is { TrailARN.Length: > 0 }) == true,
        GetTrailStatusResponse answer => answer.IsLogging is not null,
        GetEventSelectorsResponse answer => answer.TrailARN is not null || answer.EventSelectors is not null || answer.AdvancedEventSelectors is not null,
        ListEventDataStoresResponse answer => answer.EventDataStores?.TrueForAll(store => store is { EventDataStoreArn.Length: > 0 }) == true,
        LookupEventsResponse answer => answer.Events?.TrueForAll(found => found is { CloudTrailEvent.Length: > 0 }) == true,
        GetEventDataStoreResponse answer => answer is { EventDataStoreArn.Length: > 0, Status.Length: > 0 },

        // Amazon EventBridge
        ListRulesResponse answer => answer.Rules?.TrueForAll(rule => rule is { Name.Length: > 0, Arn.Length: > 0, State.Length: > 0 }) == true,
        ListTargetsByRuleResponse answer => answer.Targets?.TrueForAll(target => target is { Arn.Length: > 0 }) == true,
        TestEventPatternResponse answer => answer.Result is not null,

        // AWS Organizations
        DescribeOrganizationResponse answer => answer.Organization is { Id.Length: > 0, MasterAccountId.Length: > 0 },
        ListParentsResponse answer => answer.Parents is [{ Id.Length: > 0, Type.Length: > 0 }],
        ListPoliciesForTargetResponse answer => answer.Policies?.TrueForAll(policy => policy is { Id.Length: > 0 }) == true,
        DescribePolicyResponse answer => answer.Policy is { Content.Length: > 0 },

        // Amazon CloudWatch Logs and CloudWatch
        DescribeLogGroupsResponse answer => answer.LogGroups?.TrueForAll(group => group is { LogGroupName.Length: > 0 }) == true,
        DescribeMetricFiltersResponse answer => answer.MetricFilters?.TrueForAll(filter => filter is { FilterName.Length: > 0, MetricTransformations: not null } && filter.MetricTransformations.TrueForAll(metric => metric is not null)) == true,
        TestMetricFilterResponse answer => answer.Matches?.TrueForAll(match => match is not null) == true,
        DescribeAlarmsForMetricResponse answer => answer.MetricAlarms?.TrueForAll(alarm => alarm is { AlarmName.Length: > 0 }) == true,
        GetMetricDataResponse answer => answer.MetricDataResults?.TrueForAll(result => result is { Id.Length: > 0 }) == true,
        _ => true,
    };

    /// <summary>Imported material that expires has a date (https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html).</summary>
    private static bool HasItsEnd(RotationsListEntry entry) =>
        entry.ExpirationModel != ExpirationModelType.KEY_MATERIAL_EXPIRES || entry.ImportState == ImportState.PENDING_IMPORT || entry.ValidTo is not null;
}
