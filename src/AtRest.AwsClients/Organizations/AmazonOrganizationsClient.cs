using Amazon.Organizations.Model;
using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.Organizations;

/// <summary>A client for AWS Organizations (https://docs.aws.amazon.com/organizations/latest/APIReference/), with the operations that an audit needs.</summary>
public class AmazonOrganizationsClient(AWSCredentials credentials, AmazonOrganizationsConfig config)
    : JsonServiceClient(credentials, config)
{
    public Task<DescribeOrganizationResponse> DescribeOrganizationAsync(DescribeOrganizationRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribeOrganizationResponse>(request, cancellationToken);

    public Task<ListParentsResponse> ListParentsAsync(ListParentsRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListParentsResponse>(request, cancellationToken);

    public Task<ListPoliciesForTargetResponse> ListPoliciesForTargetAsync(ListPoliciesForTargetRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListPoliciesForTargetResponse>(request, cancellationToken);

    public Task<DescribePolicyResponse> DescribePolicyAsync(DescribePolicyRequest request, CancellationToken cancellationToken) =>
        SendAsync<DescribePolicyResponse>(request, cancellationToken);
}

/// <summary>The configuration of an <see cref="AmazonOrganizationsClient"/>.</summary>
public sealed class AmazonOrganizationsConfig() : JsonServiceConfig(Description)
{
    private static readonly JsonService Description = new()
    {
        ServiceId = "Organizations",
        EndpointPrefix = "organizations",
        SigningName = "organizations",
        Version = "2016-11-28",
        TargetPrefix = "AWSOrganizationsV20161128.",
    };
}
