using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>
/// Which versions of a key protect resources, according to Google's key inventory (https://docs.cloud.google.com/kms/docs/view-key-usage). A resource in the inventory shows that a version
/// is needed. That there is none shows something only if the inventory is complete and names the version of every resource of the key, which not every Google service reports.
/// </summary>
internal sealed class VersionUses
{
    private const int MostNamed = 10;
    private const int MostTypes = 5;

    private readonly ImmutableDictionary<string, ProtectedResources> known;
    private readonly bool isUnused;

    private VersionUses(CryptoKeyUseEvidence use)
    {
        References = [use.Total.Reference, .. use.Versions.Select(version => version.Reference)];
        known = use.Versions.Where(version => version.Value is not null)
            .DistinctBy(version => CryptoKeyName.NumberOf(version.Resource), StringComparer.Ordinal)
            .ToImmutableDictionary(version => CryptoKeyName.NumberOf(version.Resource), version => version.Value!, StringComparer.Ordinal);
        isUnused = use.Total.Value is { Resources: 0 };
        Unread = use.Total.Value is null ? use.Total.Absence ?? Absence.NotCollected : isUnused ? null : use.Versions.FirstOrDefault(version => version.Value is null)?.Absence;
        Gap = Unread?.Cause ?? GapOf(use);
    }

    /// <summary>Null if the audit did not ask for the use of keys.</summary>
    public static VersionUses? Of(RuleContext context, CryptoKeyEvidence key) => context.Evidence.CryptoKeyUse(key.Name) is { } use ? new VersionUses(use) : null;

    public ImmutableArray<EvidenceReference> References { get; }

    /// <summary>Why a summary could not be read; null if all were.</summary>
    public Absence? Unread { get; }

    /// <summary>Why a version can protect resources that the inventory does not show, as a sentence; null if it cannot.</summary>
    public string? Gap { get; }

    /// <summary>Whether the inventory shows a resource that the version protects.</summary>
    public bool IsUsed(CryptoKeyVersion version) => Find(version) is { Resources: > 0 };

    /// <summary>Whether the inventory shows that no resource needs the version.</summary>
    public bool IsUnused(CryptoKeyVersion version) => Gap is null && Find(version) is { Resources: 0 };

    /// <summary>Sentences about the versions, with a space before each; empty if the inventory says nothing about them.</summary>
    public string Words(IReadOnlyCollection<CryptoKeyVersion> versions)
    {
        var used = versions.Where(IsUsed).Select(version => $"{VersionText.Short(version)} protects {Many(Find(version)!)}").ToList();
        var unused = versions.Where(version => isUnused || Find(version) is { Resources: 0 }).Select(VersionText.Short).ToList();
        return (used.Count == 0 ? "" : $" Google's key inventory shows that {Listing.UpTo(MostNamed, used)}.")
            + (unused.Count == 0 ? "" : $" Google's key inventory shows no resource that {Listing.UpTo(MostNamed, unused)} {(unused.Count == 1 ? "protects" : "protect")}.");
    }

    private ProtectedResources? Find(CryptoKeyVersion version) => known.GetValueOrDefault(CryptoKeyName.NumberOf(version.Name));

    private string? GapOf(CryptoKeyUseEvidence use)
    {
        var total = use.Total.Value!;
        var warnings = known.Values.Prepend(total).SelectMany(summary => summary.Warnings).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (warnings.Count > 0)
        {
            return $"Google warns that the inventory of the key is not complete ({Listing.Of(warnings)}).";
        }

        if (isUnused)
        {
            // The cluster's data is encrypted with the key. An inventory without it does not show what its versions encrypted.
            return "Google's key inventory shows no resource that the key protects, so it does not have the cluster's data.";
        }

        var (ofVersions, ofKey) = (known.Values.Sum(summary => (decimal)summary.Resources), total.Resources);
        var types = total.Types.Keys.Concat(known.Values.SelectMany(summary => summary.Types.Keys)).Distinct(StringComparer.Ordinal);
        return ofVersions < ofKey
            ? $"Google's key inventory does not name the version of {ofKey - ofVersions} of the {ofKey} resources that the key protects."
            : ofVersions > ofKey || types.Any(type => known.Values.Sum(summary => (decimal)summary.Types.GetValueOrDefault(type)) != total.Types.GetValueOrDefault(type))
            ? $"Google's key inventory counts {ofVersions} resources for the versions of the key, and {ofKey} for the key, so it does not show which version each resource needs."
            : null;
    }

    private static string Many(ProtectedResources summary)
    {
        var types = summary.Types.Where(type => type.Value > 0).OrderByDescending(type => type.Value).ThenBy(type => type.Key, StringComparer.Ordinal).Select(type => $"{type.Value} {type.Key}").ToList();
        return $"{summary.Resources} {(summary.Resources == 1 ? "resource" : "resources")} in {summary.Projects} {(summary.Projects == 1 ? "project" : "projects")}{(types.Count == 0 ? "" : $" ({Listing.UpTo(MostTypes, types)})")}";
    }
}
