using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>
/// The event data stores that are at home in one account and region. Where no audited key lives they are looked for too: a multi-Region store
/// records in every region, but only its home lists it (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListEventDataStores.html).
/// </summary>
public sealed record EventDataStoreEvidence
{
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    /// <summary><c>cloudtrail:ListEventDataStores</c>; the resource is <c>ACCOUNT/REGION</c>.</summary>
    public required Collected<EventDataStoreList> List { get; init; }

    /// <summary><c>cloudtrail:GetEventDataStore</c> of each store, in the order of <see cref="List"/>; the resource is its ARN.</summary>
    public ImmutableArray<Collected<EventDataStore>> Details { get; init; } = [];

    /// <summary>What was read along with the trails of a key's region.</summary>
    public static EventDataStoreEvidence Of(CloudTrailEvidence evidence) => new()
    {
        AccountId = evidence.AccountId,
        Region = evidence.Region,
        List = evidence.EventDataStores,
        Details = evidence.EventDataStoreDetails,
    };
}
