using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Core.Policies;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>A key policy to judge before it is put anywhere.</summary>
public sealed record PolicyCheckRequest
{
    /// <summary>The policy's text.</summary>
    public required string Policy { get; init; }

    public required KmsKeyArn Key { get; init; }

    /// <summary>The cluster's role.</summary>
    public required Arn Role { get; init; }

    /// <summary>Null: nobody knows them, and what rests on them alone does not count.</summary>
    public ImmutableArray<KeyGrant>? Grants { get; init; }

    /// <summary>The moment to judge by, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What the KPOL rules say about a key policy, by the same code as in an audit.</summary>
/// <param name="Verdict">As of an audit.</param>
/// <param name="Findings">In the catalogue's order.</param>
public sealed record PolicyCheckResult(Verdict Verdict, ImmutableArray<Finding> Findings);

/// <summary>Judges a key policy by the rules about key policies alone. Pure, as an audit is.</summary>
public static class PolicyCheck
{
    private const string Family = "KPOL-";

    /// <summary>The rule that rests on the grants alone.</summary>
    private const string GrantRule = "KPOL-7";

    private static readonly Auditor Judge = new([.. RuleCatalog.All.Where(rule => rule.Descriptor.Id.StartsWith(Family, StringComparison.Ordinal))], new ToolInfo("AtRest", ""));

    public static PolicyCheckResult Run(PolicyCheckRequest request)
    {
        var cluster = Judge.Audit(EvidenceOf(request)).Clusters[0];
        var counting = cluster.Findings.Where(finding => request.Grants is not null || finding.RuleId != GrantRule);
        return new(Verdicts.Of(counting), cluster.Findings);
    }

    /// <summary>The statements that a finding's message names, in the policy's order.</summary>
    public static ImmutableArray<PolicyStatement> StatementsNamedBy(Finding finding, KeyPolicy policy) =>
        [.. policy.Statements.Where(statement => finding.Message.Contains(Policies.Access.Quotes.Statement(statement), StringComparison.OrdinalIgnoreCase))];

    private static AuditEvidence EvidenceOf(PolicyCheckRequest request) => new()
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = "policy-check",
        AuditedAt = request.At,
        Parameters = new AuditParameters(),
        Organization = new Organization
        {
            Id = "policy-check",
            Name = "Policy check",
            Clusters =
            [
                new Cluster
                {
                    Id = "policy-check",
                    Name = "policy check",
                    Provider = CloudProvider.Aws,
                    Region = request.Key.Region,
                    Encryption = new DeclaredEncryption.External(request.Role, request.Key, null),
                },
            ],
        },
        Clouds = new CloudEvidence { Keys = [KeyOf(request)] },
    };

    private static KmsKeyEvidence KeyOf(PolicyCheckRequest request) => new()
    {
        KeyArn = request.Key.Value,
        Metadata = Collect<KmsKeyMetadata>(request, "kms:DescribeKey", null, "The key was not looked at: only its policy is judged."),
        Policy = Collect(request, "kms:GetKeyPolicy", new KeyPolicyText(request.Policy), ""),
        RotationStatus = Collect<KeyRotationStatus>(request, "kms:GetKeyRotationStatus", null, "The key was not looked at: only its policy is judged."),
        Rotations = Collect<KeyRotations>(request, "kms:ListKeyRotations", null, "The key was not looked at: only its policy is judged."),
        Grants = Collect(request, "kms:ListGrants", request.Grants is { } grants ? new KeyGrants(grants) : null, "No list of the key's grants was given."),
        LastUsage = Collect<KeyLastUsage>(request, "kms:GetKeyLastUsage", null, "The key was not looked at: only its policy is judged."),
    };

    private static Collected<T> Collect<T>(PolicyCheckRequest request, string source, T? value, string cause)
        where T : class => new()
        {
            Source = source,
            Resource = request.Key.Value,
            CollectedAt = request.At,
            Value = value,
            Absence = value is null ? new Absence { Kind = AbsenceKind.NotCollected, Cause = cause } : null,
        };
}
