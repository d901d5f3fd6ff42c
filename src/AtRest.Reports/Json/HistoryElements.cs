using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Audits.History;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

[Definition("keyPolicy")]
internal sealed record KeyPolicyElement
{
    [JsonRequired]
    public string KeyArn { get; set; } = "";

    [Description("SHA-256 of the policy's text in UTF-8.")]
    [JsonRequired, Shape("sha256")]
    public string Sha256 { get; set; } = "";

    [Description("Exactly as AWS returned it. Absent if an earlier key of this list has a policy with this SHA-256.")]
    [Shape("anyText")]
    public string? Policy { get; set; }

    /// <summary>Each text once, at the first key that has it.</summary>
    public static IEnumerable<KeyPolicyElement> Of(IEnumerable<ReportedKeyPolicy> policies)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            yield return new() { KeyArn = policy.KeyArn, Sha256 = policy.Sha256, Policy = written.Add(policy.Sha256) ? policy.Policy : null };
        }
    }
}

[Definition("change")]
internal sealed record ChangeElement
{
    [Description("findingOpened: a new failure, or a failure whose waiver ended. findingClosed: a failure of the previous report that is no longer open; the message says whether it passes, is waived, could not be judged or has no subject any more.")]
    [JsonRequired]
    public ChangeKind Kind { get; set; }

    [Description("The cluster's ID. Absent for the organization, and for a key of several clusters.")]
    public string? Cluster { get; set; }

    [Shape("ruleId")]
    public string? RuleId { get; set; }

    public string? Resource { get; set; }

    [Description("A verdict, a status (waived for an accepted failure), a declared type, or the policy's SHA-256. Absent if there was none.")]
    public string? Before { get; set; }

    [Description("As before. Absent if there is none now.")]
    public string? After { get; set; }

    [JsonRequired]
    public string Message { get; set; } = "";

    [Description("The lines of two policies that differ. Each line starts with a space (unchanged), - (removed) or + (added).")]
    public string? Difference { get; set; }

    public static ChangeElement Of(ReportChange change) => new()
    {
        Kind = change.Kind,
        Cluster = change.Cluster,
        RuleId = change.RuleId,
        Resource = change.Resource,
        Before = change.Before,
        After = change.After,
        Message = change.Message,
        Difference = change.Difference,
    };
}

[Definition("timelineEvent")]
internal sealed record TimelineElement
{
    [Description("When it happened.")]
    [JsonRequired]
    public DateTimeOffset At { get; set; }

    [JsonRequired]
    public TimelineKind Kind { get; set; }

    [Description("The key.")]
    public string? Resource { get; set; }

    [Description("The call, such as PutKeyPolicy. Absent for a creation or a rotation that the key's own data show.")]
    public string? Operation { get; set; }

    [Description("The principal that made the call. Absent if it is not known.")]
    public string? Actor { get; set; }

    [Description("The address from which the call came.")]
    public string? SourceAddress { get; set; }

    [Description("The ID of the event in CloudTrail.")]
    public string? EventId { get; set; }

    [JsonRequired]
    public string Message { get; set; } = "";

    public static TimelineElement Of(TimelineEvent item) => new()
    {
        At = item.At,
        Kind = item.Kind,
        Resource = item.Resource,
        Operation = item.Operation,
        Actor = item.Actor,
        SourceAddress = item.SourceAddress,
        EventId = item.EventId,
        Message = item.Message,
    };
}

[Definition("trendPoint")]
internal sealed record TrendElement
{
    [Description("The time of the audit.")]
    [JsonRequired]
    public DateTimeOffset GeneratedAt { get; set; }

    [Description("The number of clusters with this verdict.")]
    [JsonRequired]
    public int Compliant { get; set; }

    [Description("The number of clusters with this verdict.")]
    [JsonRequired]
    public int NonCompliant { get; set; }

    [Description("The number of clusters with this verdict.")]
    [JsonRequired]
    public int Indeterminate { get; set; }

    [Description("The number of failures of this severity that no waiver accepted.")]
    [JsonRequired]
    public int Critical { get; set; }

    [Description("The number of failures of this severity that no waiver accepted.")]
    [JsonRequired]
    public int High { get; set; }

    [Description("The number of failures of this severity that no waiver accepted.")]
    [JsonRequired]
    public int Medium { get; set; }

    [Description("The number of failures of this severity that no waiver accepted.")]
    [JsonRequired]
    public int Low { get; set; }

    [Description("The number of findings that could not be judged.")]
    [JsonRequired]
    public int Unknown { get; set; }

    public static TrendElement Of(TrendPoint point) => new()
    {
        GeneratedAt = point.GeneratedAt,
        Compliant = point.Compliant,
        NonCompliant = point.NonCompliant,
        Indeterminate = point.Indeterminate,
        Critical = point.Critical,
        High = point.High,
        Medium = point.Medium,
        Low = point.Low,
        Unknown = point.Unknown,
    };

    public TrendPoint ToPoint() => new()
    {
        GeneratedAt = GeneratedAt,
        Compliant = Compliant,
        NonCompliant = NonCompliant,
        Indeterminate = Indeterminate,
        Critical = Critical,
        High = High,
        Medium = Medium,
        Low = Low,
        Unknown = Unknown,
    };
}
