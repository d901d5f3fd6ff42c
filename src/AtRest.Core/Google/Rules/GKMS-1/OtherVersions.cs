using System.Collections.Immutable;
using AtRest.Core.Google.Evidence;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>The versions, apart from the primary one, that cannot decrypt the data that they encrypted.</summary>
/// <param name="Words">Sentences about these versions, with a space before each; empty if all versions work.</param>
/// <param name="Doubtful">The versions that may still be needed and can still be restored.</param>
/// <param name="Destroyed">The versions that cannot be used again.</param>
internal sealed record OtherVersions(string Words, ImmutableArray<CryptoKeyVersion> Doubtful, ImmutableArray<CryptoKeyVersion> Destroyed)
{
    private const int MostNamed = 10;

    /// <summary>The versions that cannot decrypt: in a state that is known, and that does not allow it.</summary>
    public IEnumerable<CryptoKeyVersion> Unusable => Doubtful.Where(version => version.State is "DISABLED" or "DESTROY_SCHEDULED").Concat(Destroyed);

    /// <param name="versions">All versions of the key.</param>
    /// <param name="primary">The primary one.</param>
    /// <param name="dayOf">The date on which a version will be destroyed, as a sentence.</param>
    public static OtherVersions Of(CryptoKeyVersions versions, CryptoKeyVersion primary, Func<CryptoKeyVersion, string> dayOf)
    {
        var others = versions.Items.Where(version => version.Name != primary.Name).ToList();
        var doubtful = others.Where(IsDoubtful).ToList();
        var destroyed = others.Where(IsDestroyed).ToList();
        var words = string.Concat(doubtful.Take(MostNamed).Select(version => version.State switch
        {
            "DISABLED" => $" {Capital(version)} is DISABLED.",
            "DESTROY_SCHEDULED" => $" {Capital(version)} is scheduled for destruction. {dayOf(version)}",
            _ when GoogleWords.Said(version.State) is null => $" Google Cloud KMS did not return the state of {Names([version])}.",
            _ => $" {Capital(version)} has the state '{version.State}', which this version of AtRest does not support.",
        }));
        words += doubtful.Count > MostNamed ? $" {doubtful.Count - MostNamed} more versions cannot be used." : "";
        words += destroyed.Count == 0 ? "" : $" {Upper(Names(destroyed))} {(destroyed.Count == 1 ? "was" : "were")} destroyed. Data that only {(destroyed.Count == 1 ? "that version" : "those versions")} could decrypt is lost.";
        return new OtherVersions(words, [.. doubtful], [.. destroyed]);
    }

    /// <summary>Includes versions whose destruction in an external key manager is pending or unconfirmed: they cannot be used again either.</summary>
    public static bool IsDestroyed(CryptoKeyVersion version) => version.State is "DESTROYED" or "PENDING_EXTERNAL_DESTRUCTION" or "EXTERNAL_DESTRUCTION_FAILED";

    /// <summary>Excludes versions that never had key material, because they cannot have encrypted data.</summary>
    private static bool IsDoubtful(CryptoKeyVersion version) =>
        !IsDestroyed(version) && version.State is not ("ENABLED" or "PENDING_GENERATION" or "PENDING_IMPORT" or "GENERATION_FAILED" or "IMPORT_FAILED");

    /// <summary>The versions as a list; empty if there are none.</summary>
    public static string Names(IReadOnlyCollection<CryptoKeyVersion> versions) => versions.Count == 0 ? "" : Listing.UpTo(MostNamed, [.. versions.Select(VersionText.Short)]);

    private static string Capital(CryptoKeyVersion version) => Upper(VersionText.Short(version));

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
