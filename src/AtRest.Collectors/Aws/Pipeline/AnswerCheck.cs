using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients.Json;
using AtRest.Collectors.Aws.S3.Control;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// An empty object reads well as any answer: as a key without state, as no grants at all. What each operation always answers is asked for
/// here, so that a broken answer is tried again and never becomes evidence.
/// </summary>
internal static class AnswerCheck
{
    public static void ThrowIfIncomplete(IResponseContext context)
    {
        if (!IsComplete(context.Response))
        {
            throw new IncompleteAnswerException($"The answer ({context.Response?.GetType().Name}) lacks what it must hold.");
        }
    }

    private static bool IsComplete(AmazonWebServiceResponse? response) => response switch
    {
        null => false,
        DescribeKeyResponse answer => answer.KeyMetadata is { Arn.Length: > 0, KeyId.Length: > 0, KeyState: not null },
        GetKeyPolicyResponse answer => answer.Policy is not null,
        GetKeyRotationStatusResponse answer => answer.KeyRotationEnabled is not null,
        ListKeyRotationsResponse answer => answer.Rotations is not null,
        ListGrantsResponse answer => answer.Grants is not null,
        GetKeyLastUsageResponse answer => answer.KeyId is not null || answer.TrackingStartDate is not null || answer.KeyLastUsage?.Timestamp is not null,
        GetLifecycleConfigurationResponse answer => answer.Configuration?.Rules is { Count: > 0 },
        GetPublicAccessBlockResponse answer => answer.PublicAccessBlockConfiguration is not null,
        GetObjectLockConfigurationResponse answer => answer.ObjectLockConfiguration is not null,
        AssumeRoleResponse answer => answer.Credentials is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 },
        AssumeRoleWithWebIdentityResponse answer => answer.Credentials is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, Expiration: not null },
        GetBucketPolicyStatusResponse answer => answer.PolicyStatus?.IsPublic is not null,
        GetAccountPublicAccessBlockResponse answer => answer.Settings is not null,
        IJsonResponse answer => answer.IsComplete,
        _ => true,
    };
}
