using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

internal sealed record OrderElement
{
    [JsonRequired]
    public OrderCause Cause { get; set; }

    [Description("The user and machine (command line), or the caller of the API: 'key:' and the first digits of the API key's hash, or 'token:' and the token's subject.")]
    public string? Name { get; set; }

    [Description("A description of the cause: which key was changed, who changed it, and when.")]
    public string? Detail { get; set; }

    public static OrderElement Of(AuditOrderer orderer) => new() { Cause = orderer.Cause, Name = orderer.Name, Detail = orderer.Detail };
}

internal sealed record PeriodElement
{
    [Description("The moment by which the rules judged.")]
    [JsonRequired]
    public DateTimeOffset Moment { get; set; }

    [Description("When the first piece of evidence was read. Absent if there is none.")]
    public DateTimeOffset? ReadFrom { get; set; }

    [Description("When the last piece of evidence was read. Absent if there is none.")]
    public DateTimeOffset? ReadUntil { get; set; }

    [Description("The moment minus retentionDays. The record of key use must be kept since then.")]
    [JsonRequired]
    public DateTimeOffset RecordsSince { get; set; }

    public static PeriodElement Of(ReportPeriod period) => new()
    {
        Moment = period.Moment,
        ReadFrom = period.ReadFrom,
        ReadUntil = period.ReadUntil,
        RecordsSince = period.RecordsSince,
    };
}

internal sealed record ReaderElement
{
    [JsonRequired, Words(typeof(CloudProvider), "camunda")]
    public string Cloud { get; set; } = "";

    [Description("The AWS account, the Google Cloud project, or the base URL of Camunda's API.")]
    [JsonRequired]
    public string Account { get; set; } = "";

    [Description("The ARN of a role's session or of another principal, a service account, or the ID of an API client. Absent if it is not known.")]
    public string? Identity { get; set; }

    [Description("Where the identity comes from: the call, such as sts:AssumeRole, or the source of the credentials.")]
    [JsonRequired]
    public string Source { get; set; } = "";

    [Description("Why nothing was read with this identity, or why the identity is not known.")]
    public string? Detail { get; set; }

    public static ReaderElement Of(AccountReader reader) => new()
    {
        Cloud = reader.Cloud,
        Account = reader.Account,
        Identity = reader.Identity,
        Source = reader.Source,
        Detail = reader.Detail,
    };
}

[Definition("evidence")]
internal sealed record EvidenceElement
{
    [JsonRequired, Shape("evidenceId")]
    public string Id { get; set; } = "";

    [Description("The call, by the name of the cloud's permission.")]
    [JsonRequired]
    public string Source { get; set; } = "";

    [JsonRequired]
    public string Resource { get; set; } = "";

    [JsonRequired]
    public DateTimeOffset CollectedAt { get; set; }

    [Description("SHA-256 of the response. Null if nothing was read.")]
    [JsonRequired, JsonIgnore(Condition = JsonIgnoreCondition.Never), Shape("sha256")]
    public string? Sha256 { get; set; }

    [JsonRequired]
    public EvidenceOutcome Outcome { get; set; }

    [Description("Why it could not be read.")]
    public string? Detail { get; set; }

    public static EvidenceElement Of(EvidenceEntry entry) => new()
    {
        Id = entry.Id,
        Source = entry.Source,
        Resource = entry.Resource,
        CollectedAt = entry.CollectedAt,
        Sha256 = entry.Sha256,
        Outcome = entry.Outcome,
        Detail = entry.Detail,
    };
}
