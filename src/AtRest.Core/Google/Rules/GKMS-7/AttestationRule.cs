using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Rules.Attestations;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>An HSM attests the keys that it holds (https://docs.cloud.google.com/kms/docs/attest-key). What can be verified offline is.</summary>
internal sealed class AttestationRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-7",
        Title = "Every HSM version carries an attestation",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.Hardware,
    };

    private const string Subject = "The attestations of the key's HSM versions";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        if (!key.Versions.TryGet(out var versions, out _))
        {
            return key.Versions.Unread(Subject);
        }

        var silent = versions.Items.Select(version => Silence(context, version)).OfType<string>().ToList();
        var attested = versions.Items.Where(version => version.State == Enabled && IsHsm(version.ProtectionLevel))
            .Select(version => (Version: version, Result: AttestationCheck.Of(version.Attestation, context.AuditedAt)))
            .ToList();
        var outcome = attested switch
        {
            _ when silent.Count > 0 && !attested.Exists(entry => entry.Result.Status == FindingStatus.Fail) => Outcome.Unknown($"Google did not say {Listing.UpTo(10, silent)}."),
            [] => Outcome.NotApplicable("No enabled version of the key has the protection level HSM or HSM_SINGLE_TENANT (see GKMS-1 and GKMS-2), so none can be attested."),
            _ when attested.Exists(entry => entry.Result.Status == FindingStatus.Fail) => Failure(key, Text(FindingStatus.Fail)),
            _ when attested.Exists(entry => entry.Result.Status == FindingStatus.Unknown) => Outcome.Unknown(Text(FindingStatus.Unknown)),
            _ => Outcome.Pass(Text(FindingStatus.Pass)),
        };
        return outcome with { Evidence = [key.Versions.Reference] };

        string Text(FindingStatus status) => Listing.UpTo(10, [.. attested.Where(entry => entry.Result.Status == status)
            .Select(entry => $"{char.ToUpperInvariant(Short(entry.Version)[0])}{Short(entry.Version)[1..]} {entry.Result.Message}")]);
    }

    /// <summary>What Google did not say of a version that may be an enabled one in an HSM, and whose attestation may be missing; else null.</summary>
    private static string? Silence(RuleContext context, CryptoKeyVersion version) => (GoogleWords.Said(version.State), GoogleWords.Said(version.ProtectionLevel)) switch
    {
        (null or Enabled, _) when AttestationCheck.Of(version.Attestation, context.AuditedAt).Status == FindingStatus.Pass => null,
        (Enabled, null) => $"which protection level {Short(version)} has",
        (null, var level) when level is null || IsHsm(level) => $"whether {Short(version)} is enabled",
        _ => null,
    };

    private static Outcome Failure(CryptoKeyEvidence key, string message) => Outcome.Fail(message) with
    {
        Consequence = "That the key lies in a hardware security module rests on Google's word alone: the module's own statement is missing or does not hold.",
        Remedy = AskCamunda(key, "have the attestation verified as Google documents it (https://docs.cloud.google.com/kms/docs/attest-key), and to send you the result"),
    };
}
