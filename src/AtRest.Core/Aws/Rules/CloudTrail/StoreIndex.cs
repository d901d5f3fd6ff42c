using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Finds event data stores by the account that holds them. An organization can have thousands of accounts, and only a few of them matter to a key.</summary>
internal sealed class StoreIndex
{
    private readonly ILookup<string, (int Position, EventDataStoreEvidence Listing)> byAccount;

    /// <param name="listings">The event data stores that were found, of any account and region.</param>
    public StoreIndex(IEnumerable<EventDataStoreEvidence> listings) =>
        byAccount = listings.Select((listing, position) => (position, listing)).ToLookup(entry => entry.listing.AccountId, entry => entry, StringComparer.Ordinal);

    /// <summary>Those of the account, and of the management accounts of its organizations, in their order.</summary>
    public ImmutableArray<EventDataStoreEvidence> For(CloudTrailEvidence evidence) =>
    [
        .. StoreFinder.Managers(evidence).Append(evidence.AccountId)
            .SelectMany(account => byAccount[account])
            .OrderBy(entry => entry.Position)
            .Select(entry => entry.Listing),
    ];
}
