using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Audits;

/// <summary>
/// Everything that one organization's report is a function of: what was declared, what was observed, when, and with which parameters.
/// Saved and read again, it gives the same report, byte for byte.
/// </summary>
public sealed record AuditEvidence
{
    public const string CurrentSchemaVersion = "1";

    public required string SchemaVersion { get; init; }

    /// <summary>The audit's id; every organization of one run shares it.</summary>
    public required string AuditId { get; init; }

    /// <summary>The one moment that rules judge by, in UTC.</summary>
    public required DateTimeOffset AuditedAt { get; init; }

    public required AuditParameters Parameters { get; init; }

    /// <summary>The fleet is made up, and so is everything that was observed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Demo { get; init; }

    /// <summary>Who ordered the audit; null in evidence that was saved by an earlier release.</summary>
    public AuditOrderer? OrderedBy { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the inventory that declares the clusters; null in evidence that was saved by an earlier release.</summary>
    public string? InventorySha256 { get; init; }

    /// <summary>The organization with the clusters that were audited (and no others).</summary>
    public required Organization Organization { get; init; }

    /// <summary>Keys that more than one cluster of the whole inventory uses, worked out before any filter.</summary>
    public ImmutableArray<SharedKey> SharedKeys { get; init; } = [];

    /// <summary>
    /// The ids of the organization's declared clusters that this audit leaves out; empty if all are audited. Clusters that Camunda
    /// reports and nobody declared are listed only in a whole audit.
    /// </summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The clusters whose audit was given up: every rule is unknown for them, with the cause.</summary>
    public ImmutableArray<NotEvaluatedCluster> NotEvaluated { get; init; } = [];

    /// <summary>The report that this one is compared with; null if none was given.</summary>
    public PreviousAudit? Previous { get; init; }

    public required CloudEvidence Clouds { get; init; }
}

/// <summary>
/// A key that several clusters use. Clusters of other organizations are only counted: one customer's report never names another's.
/// Related multi-Region keys share their key material, so they are one key here.
/// </summary>
public sealed record SharedKey
{
    /// <summary>The key as this organization declares it: the ARN of an AWS KMS key, or the resource name of a Google Cloud KMS key.</summary>
    public required string KeyArn { get; init; }

    /// <summary>The ids of this organization's clusters that use it.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary>
    /// The roles of this organization's clusters that declare exactly this AWS KMS key, also of those that are not audited. Evidence that was saved by
    /// an earlier release has none.
    /// </summary>
    public ImmutableArray<Arn> Roles { get; init; } = [];

    /// <summary>How many clusters of other organizations use it.</summary>
    public required int ForeignClusters { get; init; }
}
