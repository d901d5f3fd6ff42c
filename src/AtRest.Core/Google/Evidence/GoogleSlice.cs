using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Merging;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Google.Evidence;

/// <summary>What was read from Google Cloud.</summary>
public sealed record GoogleSlice : EvidenceSlice<GoogleSlice>
{
    /// <summary>One entry per Google Cloud KMS key of the audited clusters, by name.</summary>
    public PackedList<CryptoKeyEvidence> CryptoKeys { get; init; } = [];

    /// <summary>One entry per key of <see cref="CryptoKeys"/>, by name; none if the audit did not ask for the use of keys.</summary>
    public PackedList<CryptoKeyUseEvidence> CryptoKeyUses { get; init; } = [];

    protected internal override string Cloud => "gcp";

    protected internal override IEnumerable<ICollected> Entries() => CryptoKeys.SelectMany(EntriesOf).Concat(CryptoKeyUses.SelectMany(EntriesOf));

    protected internal override IEnumerable<string> Subjects() => CryptoKeys.Select(key => key.Name);

    protected internal override IEnumerable<(string List, IEnumerable<string> Identities)> Identities() =>
    [
        ("cryptoKeys", CryptoKeys.Select(key => key.Name)),
        ("cryptoKeyUses", CryptoKeyUses.Select(use => use.Name)),
    ];

    protected override GoogleSlice MergeParts(ImmutableArray<GoogleSlice> parts) => new()
    {
        CryptoKeys = PackedLists.Merge(
            parts.Select(part => part.CryptoKeys),
            key => key.Name,
            copies => Copies.Best(copies, key => [Copies.Worth(key.Key), Copies.Worth(key.Versions), Copies.Worth(key.Policy), Copies.Worth(key.KeyRingPolicy)])),
        CryptoKeyUses = PackedLists.Merge(
            parts.Select(part => part.CryptoKeyUses),
            use => use.Name,
            copies => Copies.Best(copies, use => [Copies.Worth(use.Total), .. use.Versions.Select(Copies.Worth), Copies.Worth(use.Retired)])),
    };

    protected internal override EvidenceSlice Narrow(Organization organization)
    {
        var declared = KeysOf(organization);
        return this with
        {
            CryptoKeys = CryptoKeys.Where(key => declared.Contains(key.Name)),
            CryptoKeyUses = CryptoKeyUses.Where(use => declared.Contains(use.Name)),
        };
    }

    protected internal override bool NeedsReader(AccountReader reader, Organization organization) =>
        KeysOf(organization).Any(key => key.StartsWith($"projects/{reader.Account}/", StringComparison.Ordinal));

    private static IEnumerable<ICollected> EntriesOf(CryptoKeyEvidence key) => [key.Key, key.Versions, key.Policy, key.KeyRingPolicy];

    private static IEnumerable<ICollected> EntriesOf(CryptoKeyUseEvidence use) => [use.Total, .. use.Versions, use.Retired];

    private static HashSet<string> KeysOf(Organization organization) => [.. organization.Clusters.Select(cluster => CryptoKeyName.Of(cluster.Encryption)).OfType<string>()];
}

/// <summary>Google Cloud's part of the evidence.</summary>
public static class GoogleSliceExtensions
{
    extension(CloudEvidence clouds)
    {
        /// <inheritdoc cref="GoogleSlice"/>
        public GoogleSlice Google => clouds.Of<GoogleSlice>();
    }
}
