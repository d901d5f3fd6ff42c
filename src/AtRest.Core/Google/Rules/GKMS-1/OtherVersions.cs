using AtRest.Core.Google.Evidence;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>The versions beside the primary one that cannot decrypt what they have encrypted.</summary>
/// <param name="Words">What is to be said of them, as sentences with a blank before each; empty if all of them work.</param>
/// <param name="InDoubt">Those that may still be needed and can still be rescued, as a list; empty if there are none.</param>
internal sealed record OtherVersions(string Words, string InDoubt)
{
    private const int MostNamed = 10;

    /// <param name="versions">All versions of the key.</param>
    /// <param name="primary">The primary one.</param>
    /// <param name="dayOf">When a version is going to be destroyed, as a sentence.</param>
    public static OtherVersions Of(CryptoKeyVersions versions, CryptoKeyVersion primary, Func<CryptoKeyVersion, string> dayOf)
    {
        var others = versions.Items.Where(version => version.Name != primary.Name).ToList();
        var doubtful = others.Where(IsDoubtful).ToList();
        var destroyed = others.Where(IsDestroyed).ToList();
        var words = string.Concat(doubtful.Take(MostNamed).Select(version => version.State switch
        {
            "DISABLED" => $" {Capital(version)} is DISABLED.",
            "DESTROY_SCHEDULED" => $" {Capital(version)} is scheduled for destruction: {dayOf(version)}",
            _ when GoogleWords.Said(version.State) is null => $" Google did not say which state {Names([version])} has.",
            _ => $" {Capital(version)} is in the state '{version.State}', which this version of AtRest does not know.",
        }));
        words += doubtful.Count > MostNamed ? $" {doubtful.Count - MostNamed} more versions are not usable." : "";
        words += destroyed.Count == 0 ? "" : $" {Upper(Names(destroyed))} {(destroyed.Count == 1 ? "was" : "were")} destroyed: data that only {(destroyed.Count == 1 ? "it" : "they")} could decrypt is lost.";
        return new OtherVersions(words, Names(doubtful));
    }

    /// <summary>Google waits for, or could not confirm, the destruction in an external key manager; the version cannot be used again either way.</summary>
    public static bool IsDestroyed(CryptoKeyVersion version) => version.State is "DESTROYED" or "PENDING_EXTERNAL_DESTRUCTION" or "EXTERNAL_DESTRUCTION_FAILED";

    /// <summary>A version that never got key material has encrypted nothing.</summary>
    private static bool IsDoubtful(CryptoKeyVersion version) =>
        !IsDestroyed(version) && version.State is not ("ENABLED" or "PENDING_GENERATION" or "PENDING_IMPORT" or "GENERATION_FAILED" or "IMPORT_FAILED");

    private static string Names(List<CryptoKeyVersion> versions) => versions.Count == 0 ? "" : Listing.UpTo(MostNamed, [.. versions.Select(VersionText.Short)]);

    private static string Capital(CryptoKeyVersion version) => Upper(VersionText.Short(version));

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
