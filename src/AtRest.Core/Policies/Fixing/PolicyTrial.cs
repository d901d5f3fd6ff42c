using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Policies.Fixing;

/// <summary>Judges a draft by the rules themselves, as if its text were the key's policy.</summary>
internal static class PolicyTrial
{
    /// <summary>The rules that a change of the policy can satisfy.</summary>
    public static ImmutableArray<string> RuleIds { get; } = ["KPOL-1", "KPOL-2", "KPOL-3", "KPOL-4", "KPOL-5", "KPOL-6"];

    /// <summary>The rules that the draft does not pass, in the catalogue's order.</summary>
    public static ImmutableArray<PolicyFault> Run(PolicyDraft draft)
    {
        var context = ContextOf(draft.Subject, draft.Text);
        var key = context.Keys[0];
        return [.. from rule in KeyPolicyRules.All.OfType<KeyPolicyRule>()
                   where RuleIds.Contains(rule.Descriptor.Id)
                   let outcome = rule.JudgeAlone(context, key)
                   where outcome.Status is FindingStatus.Fail or FindingStatus.Unknown
                   select new PolicyFault(rule.Descriptor.Id, outcome.Message)];
    }

    private static RuleContext ContextOf(FixSubject subject, string text)
    {
        var cluster = new Cluster
        {
            Id = "00000000-0000-0000-0000-000000000000",
            Name = "cluster",
            Provider = CloudProvider.Aws,
            Region = subject.Key.Region,
            Encryption = new DeclaredEncryption.External(subject.Role, subject.Key, null),
        };
        var evidence = new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "trial",
            AuditedAt = subject.Moment,
            Parameters = new AuditParameters(),
            Organization = new Organization { Id = "trial", Name = "trial", Clusters = [cluster] },
            Clouds = new CloudEvidence { Keys = [KeyOf(subject, text)] },
        };
        return new RuleContext(new EvidenceIndex(evidence), cluster);
    }

    private static KmsKeyEvidence KeyOf(FixSubject subject, string text)
    {
        return new()
        {
            KeyArn = subject.Key.Value,
            Metadata = subject.Metadata,
            Policy = Missing<KeyPolicyText>("kms:GetKeyPolicy") with { Value = new KeyPolicyText(text) },
            Grants = subject.Grants,
            RotationStatus = Missing<KeyRotationStatus>("kms:GetKeyRotationStatus"),
            Rotations = Missing<KeyRotations>("kms:ListKeyRotations"),
            LastUsage = Missing<KeyLastUsage>("kms:GetKeyLastUsage"),
        };

        Collected<T> Missing<T>(string source)
            where T : class => new() { Source = source, Resource = subject.Key.Value, CollectedAt = subject.Moment };
    }
}
