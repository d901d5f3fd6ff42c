using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>Disks are encrypted with symmetric keys (https://docs.cloud.google.com/kms/docs/algorithms#symmetric_encryption_algorithms).</summary>
internal sealed class KeyPurposeRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-6",
        Title = "The key is symmetric and made for encryption",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    private const string Encryption = "ENCRYPT_DECRYPT";
    private const string Symmetric = "GOOGLE_SYMMETRIC_ENCRYPTION";

    private const string Subject = "Purpose and algorithm of the key";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        if (!key.Key.TryGet(out var found, out _))
        {
            return key.Key.Unread(Subject);
        }

        ImmutableArray<EvidenceReference> evidence = key.Versions.Value is null ? [key.Key.Reference] : [key.Key.Reference, key.Versions.Reference];
        return Judge(key, found) with { Evidence = evidence };
    }

    private static Outcome Judge(CryptoKeyEvidence key, CryptoKey found)
    {
        var wrong = new List<string>();
        if (GoogleWords.Said(found.Purpose) is { } purpose && purpose != Encryption)
        {
            wrong.Add($"its purpose is {purpose} instead of {Encryption}");
        }

        if (GoogleWords.Said(found.TemplateAlgorithm) is { } template && template != Symmetric)
        {
            wrong.Add($"new versions get the algorithm {template} instead of {Symmetric}");
        }

        IEnumerable<CryptoKeyVersion> versions = key.Versions.Value?.Items ?? (found.Primary is { } primary ? [primary] : ImmutableArray<CryptoKeyVersion>.Empty);
        var others = versions.Where(version => GoogleWords.Said(version.Algorithm) is not (null or Symmetric)).ToList();
        wrong.AddRange(others.Where(version => version.State == Enabled)
            .Select(version => $"{Short(version)} has the algorithm {version.Algorithm} instead of {Symmetric}"));
        if (wrong.Count > 0)
        {
            return Outcome.Fail($"The key is not one that encrypts a cluster: {Listing.UpTo(10, wrong)}.") with
            {
                Consequence = "The cluster's disks cannot be encrypted with such a key: either the declaration names the wrong key, or what it encrypts is not what you think.",
                Remedy = $"Check the declared cryptoKey in the inventory. If it is right: {AskCamunda(key, "say which key encrypts the cluster")}",
            };
        }

        return others.Find(version => GoogleWords.Said(version.State) is null) is { } silent
            ? Outcome.Unknown($"Google did not say whether {Short(silent)} is enabled, and it has the algorithm {silent.Algorithm} instead of {Symmetric}.")
            : GoogleWords.Said(found.Purpose) is null
            ? Outcome.Unknown("Google did not say which purpose the key has.")
            : Outcome.Pass($"The key's purpose is {Encryption}, its algorithm {Symmetric}.");
    }
}
