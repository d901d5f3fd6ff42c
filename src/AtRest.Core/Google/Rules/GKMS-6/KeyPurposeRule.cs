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
        Title = "The Google Cloud KMS key is a symmetric encryption key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = (EncryptionType.Software | EncryptionType.Hardware).On(CloudProvider.Gcp),
    };

    private const string Encryption = "ENCRYPT_DECRYPT";
    private const string Symmetric = "GOOGLE_SYMMETRIC_ENCRYPTION";

    private const string Subject = "The purpose and algorithm of the key";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        if (!key.Key.TryGet(out var found, out _))
        {
            return key.Key.Unread(Subject);
        }

        ImmutableArray<EvidenceReference> evidence = key.Versions.Value is null && !key.Versions.Absence.FailedToBeRead() ? [key.Key.Reference] : [key.Key.Reference, key.Versions.Reference];
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
            wrong.Add($"its template for new versions has the algorithm {template} instead of {Symmetric}");
        }

        IEnumerable<CryptoKeyVersion> versions = key.Versions.Value?.Items ?? (found.Primary is { } primary ? [primary] : ImmutableArray<CryptoKeyVersion>.Empty);
        var others = versions.Where(version => GoogleWords.Said(version.Algorithm) is not (null or Symmetric)).ToList();
        wrong.AddRange(others.Where(version => version.State == Enabled)
            .Select(version => $"{Short(version)} has the algorithm {version.Algorithm} instead of {Symmetric}"));
        if (wrong.Count > 0)
        {
            return Outcome.Fail($"The key cannot encrypt a cluster, because {Listing.UpTo(10, wrong)}.") with
            {
                Consequence = "The cluster's disks cannot be encrypted with such a key. Either the inventory declares the wrong key, or the key encrypts something else.",
                Remedy = $"Check the declared cryptoKey in the inventory. If it is right: {AskCamunda(key, "confirm which key encrypts the cluster")}",
            };
        }

        return others.Find(version => GoogleWords.Said(version.State) is null) is { } silent
            ? Outcome.Unknown($"Google Cloud KMS did not return whether {Short(silent)} is enabled. That version has the algorithm {silent.Algorithm} instead of {Symmetric}.")
            : GoogleWords.Said(found.Purpose) is null
            ? Outcome.Unknown("Google Cloud KMS did not return the purpose of the key.")
            : key.Versions.Absence.FailedToBeRead()
            ? key.Versions.Unread("Whether an enabled version of the key has another algorithm")
            : Outcome.Pass($"The key's purpose is {Encryption}, and its algorithm is {Symmetric}.");
    }
}
