using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AtRest.Benchmarks.Fleets;

/// <summary>
/// The calls of an audit and nothing else: <c>bare ENDPOINT --clusters N --concurrency N</c>. One plain client of the SDK asks for five things about each key, with as many requests at once
/// as an audit. There are no checks, no hashes, no judgement and no report.
/// </summary>
internal static class BareLoop
{
    private const int GrantsPerPage = 100;

    public static async Task RunAsync(Uri endpoint, CollectOptions options)
    {
        var own = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret");
        using var sts = new AmazonSecurityTokenServiceClient(own, new AmazonSecurityTokenServiceConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Fleet.Region });
        var role = await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Fleet.Role, ExternalId = Fleet.ExternalId, RoleSessionName = "bare" });
        using var kms = new AmazonKeyManagementServiceClient(role.Credentials, new AmazonKeyManagementServiceConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Fleet.Region });
        using var requests = new SemaphoreSlim(options.Concurrency);
        await Task.WhenAll(Enumerable.Range(0, options.Clusters).Select(index => KeyAsync(kms, Fleet.KeyArn(index), requests)));
    }

    private static async Task KeyAsync(AmazonKeyManagementServiceClient kms, string key, SemaphoreSlim requests)
    {
        await OneAsync(requests, () => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }));
        await Task.WhenAll(
            OneAsync(requests, () => kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key, PolicyName = "default" })),
            OneAsync(requests, () => kms.GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = key })),
            OneAsync(requests, () => kms.ListGrantsAsync(new ListGrantsRequest { KeyId = key, Limit = GrantsPerPage })),
            OneAsync(requests, () => kms.GetKeyLastUsageAsync(new GetKeyLastUsageRequest { KeyId = key })));
    }

    private static async Task OneAsync<T>(SemaphoreSlim requests, Func<Task<T>> call)
    {
        await requests.WaitAsync();
        try
        {
            await call();
        }
        finally
        {
            requests.Release();
        }
    }
}
