using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Rules.Attestations;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>Judges the attestations of keys in an HSM (https://docs.cloud.google.com/kms/docs/attest-key). Verifies what can be verified offline.</summary>
internal sealed class AttestationRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-7",
        Title = "Every HSM version of the key has an attestation",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.Hardware.On(CloudProvider.Gcp),
    };

    private const string Subject = "The attestations of the key's HSM versions";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        if (!key.Versions.TryGet(out var versions, out _))
        {
            return key.Versions.Unread(Subject);
        }

        var silent = versions.Items.Select(version => MissingFact(context, version)).OfType<string>().ToList();
        var attested = versions.Items.Where(version => version.State == Enabled && IsHsm(version.ProtectionLevel))
            .Select(version => (Version: version, Result: AttestationCheck.Of(version.Attestation, context.AuditedAt)))
            .ToList();
        var outcome = attested switch
        {
            _ when silent.Count > 0 && !attested.Exists(entry => entry.Result.Status == FindingStatus.Fail) => Outcome.Unknown($"Google Cloud KMS did not return {Listing.UpTo(10, silent)}."),
            [] => Outcome.NotApplicable("No enabled version of the key has the protection level HSM or HSM_SINGLE_TENANT (see GKMS-1 and GKMS-2), so there is no attestation to check."),
            _ when attested.Exists(entry => entry.Result.Status == FindingStatus.Fail) => Failure(key, Text(FindingStatus.Fail)),
            _ when attested.Exists(entry => entry.Result.Status == FindingStatus.Unknown) => Outcome.Unknown(Text(FindingStatus.Unknown)),
            _ => Outcome.Pass(Text(FindingStatus.Pass)),
        };
        return outcome with { Evidence = [key.Versions.Reference] };

        string Text(FindingStatus status) => Listing.UpTo(10, [.. attested.Where(entry => entry.Result.Status == status)
            .Select(entry => $"{char.ToUpperInvariant(Short(entry.Version)[0])}{Short(entry.Version)[1..]} {entry.Result.Message}")]);
    }

    /// <summary>What Google did not return about a version that may be enabled and in an HSM, and whose attestation may be missing; otherwise null.</summary>
    private static string? MissingFact(RuleContext context, CryptoKeyVersion version) => (GoogleWords.Said(version.State), GoogleWords.Said(version.ProtectionLevel)) switch
    {
        (null or Enabled, _) when AttestationCheck.Of(version.Attestation, context.AuditedAt).Status == FindingStatus.Pass => null,
        (Enabled, null) => $"the protection level of {Short(version)}",
        (null, var level) when level is null || IsHsm(level) => $"whether {Short(version)} is enabled",
        _ => null,
    };

    private static Outcome Failure(CryptoKeyEvidence key, string message) => Outcome.Fail(message) with
    {
        Consequence = "There is no valid statement of the hardware security module (HSM) itself. Only Google states that the key is in an HSM.",
        Remedy = AskCamunda(key, "verify the attestation as Google documents it (https://docs.cloud.google.com/kms/docs/attest-key), and to send you the result"),
    };
}
