using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Retries;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.Kms;

/// <summary>
/// Makes the six calls about a key, in the region of its ARN. <see cref="KeyCollector"/> reads each key once; only the rotation of a primary key is also read for its replicas.
/// </summary>
internal sealed class KmsReader(ClientPool clients, EvidenceReader reader)
{
    private const string DefaultPolicy = "default";
    private const int GrantsPerPage = 100;

    public Task<Collected<KmsKeyMetadata>> DescribeAsync(AccountSession session, KmsKeyArn key, CancellationToken cancellationToken) =>
        reader.ReadUnsharedAsync(session, "kms:DescribeKey", key.Value, async () =>
        {
            var response = await clients.Kms(session, key.Region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = key.Value }, cancellationToken);
            return KmsTranslation.ToMetadata(response.KeyMetadata);
        }, cancellationToken);

    public Task<Collected<KeyPolicyText>> PolicyAsync(AccountSession session, KmsKeyArn key, CancellationToken cancellationToken) =>
        reader.ReadUnsharedAsync(session, "kms:GetKeyPolicy", key.Value, async () =>
        {
            var request = new GetKeyPolicyRequest { KeyId = key.Value, PolicyName = DefaultPolicy };
            var response = await clients.Kms(session, key.Region).GetKeyPolicyAsync(request, cancellationToken);
            return new KeyPolicyText(response.Policy);
        }, cancellationToken, policy => EvidenceHash.OfText(policy.Json));

    public Task<Collected<KeyRotationStatus>> RotationStatusAsync(AccountSession session, KmsKeyArn key, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "kms:GetKeyRotationStatus", key.Value, async () =>
        {
            var request = new GetKeyRotationStatusRequest { KeyId = key.Value };
            var response = await clients.Kms(session, key.Region).GetKeyRotationStatusAsync(request, cancellationToken);
            return KmsTranslation.ToRotationStatus(response);
        }, cancellationToken);

    /// <param name="session">The session for the account.</param>
    /// <param name="key">The key.</param>
    /// <param name="included">What to list beside past rotations; null: nothing.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public Task<Collected<KeyRotations>> RotationsAsync(AccountSession session, KmsKeyArn key, IncludeKeyMaterial? included, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "kms:ListKeyRotations", key.Value, async () =>
        {
            var client = clients.Kms(session, key.Region);
            var items = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var request = new ListKeyRotationsRequest { KeyId = key.Value, IncludeKeyMaterial = included, Marker = marker };
                var response = await client.ListKeyRotationsAsync(request, token);
                return new Page<RotationsListEntry>(response.Rotations, Next(response.Truncated, response.NextMarker), response.ContentLength);
            }, cancellationToken);
            return KmsTranslation.ToRotations(items, included);
        }, cancellationToken);

    public Task<Collected<KeyGrants>> GrantsAsync(AccountSession session, KmsKeyArn key, CancellationToken cancellationToken) =>
        reader.ReadUnsharedAsync(session, "kms:ListGrants", key.Value, async () =>
        {
            var client = clients.Kms(session, key.Region);
            var items = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var request = new ListGrantsRequest { KeyId = key.Value, Marker = marker, Limit = GrantsPerPage };
                var response = await client.ListGrantsAsync(request, token);
                return new Page<GrantListEntry>(response.Grants, Next(response.Truncated, response.NextMarker), response.ContentLength);
            }, cancellationToken);
            return KmsTranslation.ToGrants(items);
        }, cancellationToken);

    public Task<Collected<KeyLastUsage>> LastUsageAsync(AccountSession session, KmsKeyArn key, CancellationToken cancellationToken) =>
        reader.ReadUnsharedAsync(session, "kms:GetKeyLastUsage", key.Value, async () =>
        {
            var request = new GetKeyLastUsageRequest { KeyId = key.Value };
            var response = await clients.Kms(session, key.Region).GetKeyLastUsageAsync(request, cancellationToken);
            return KmsTranslation.ToLastUsage(response);
        }, cancellationToken);

    /// <summary>The marker of the next page (https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html#API_ListGrants_ResponseSyntax).</summary>
    /// <exception cref="WrongAnswerException">There are more items, but no marker: read as the last page, the list would seem complete.</exception>
    private static string? Next(bool? truncated, string? marker) => truncated switch
    {
        true when string.IsNullOrEmpty(marker) => throw new WrongAnswerException("It says that the list has more entries, but contains no marker to read them."),
        false => null,
        _ => marker,
    };
}
