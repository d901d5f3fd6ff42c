using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Policies.Access;
using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Policies.Fixing;

/// <summary>Judges a policy by the rules themselves, as if it were the key's own. What was judged once is not judged again.</summary>
internal sealed class PolicyTrial
{
    private readonly RuleContext context;
    private readonly ClusterKey key;
    private readonly Dictionary<string, PolicyFault?> judged = [];

    public PolicyTrial(FixSubject subject, KeyPolicyReading reading)
    {
        context = ContextOf(subject, reading.Text);
        key = context.Keys[0].With(reading);
    }

    /// <summary>The rules that a change of the policy can satisfy.</summary>
    public static ImmutableArray<string> RuleIds { get; } = ["KPOL-1", "KPOL-2", "KPOL-3", "KPOL-4", "KPOL-5", "KPOL-6"];

    /// <summary>Those of the rules that the policy does not pass, in the catalogue's order.</summary>
    public ImmutableArray<PolicyFault> Run(ImmutableArray<string> rules) =>
        [.. KeyPolicyRules.All.OfType<KeyPolicyRule>().Where(rule => rules.Contains(rule.Descriptor.Id)).Select(Judge).OfType<PolicyFault>()];

    private PolicyFault? Judge(KeyPolicyRule rule)
    {
        var id = rule.Descriptor.Id;
        if (!judged.TryGetValue(id, out var fault))
        {
            var outcome = rule.JudgeAlone(context, key);
            fault = outcome.Status is FindingStatus.Fail or FindingStatus.Unknown ? new PolicyFault(id, outcome.Message) : null;
            judged.Add(id, fault);
        }

        return fault;
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
