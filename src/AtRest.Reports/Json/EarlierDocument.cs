using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;

namespace AtRest.Reports.Json;

/// <summary>
/// What is read from an earlier report: only what a later report is compared with. Everything else is passed over, because another version may have changed it.
/// It covers versions 1 and 2. Its lists take their elements one at a time.
/// </summary>
internal sealed record EarlierDocument
{
    [JsonConverter(typeof(EarlierVersionConverter))]
    public string? SchemaVersion { get; set; }

    public string? ReportId { get; set; }

    public EarlierOrganization? Organization { get; set; }

    public DateTimeOffset? GeneratedAt { get; set; }

    public IList<string> LeftOut { get; set; } = [];

    public EarlierClusters? Clusters { get; set; }

    public IList<EarlierFinding> Findings { get; set; } = [];

    public EarlierPolicies KeyPolicies { get; set; } = [];

    /// <summary>Null or missing in reports of earlier releases.</summary>
    public EarlierTrend? Trend { get; set; }
}

internal sealed record EarlierOrganization
{
    [JsonRequired]
    public string Id { get; set; } = "";
}

internal sealed record EarlierCluster
{
    [JsonRequired]
    public string Id { get; set; } = "";

    [JsonRequired]
    public string Name { get; set; } = "";

    /// <summary>Null or missing: the cluster is not declared.</summary>
    public EarlierDeclaration? Declared { get; set; }

    [JsonRequired]
    public Verdict Verdict { get; set; }

    [JsonRequired]
    public IList<EarlierFinding> Findings { get; set; } = [];
}

internal sealed record EarlierDeclaration
{
    public string? Type { get; set; }

    public string? PrimaryKeyArn { get; set; }

    public string? SecondaryKeyArn { get; set; }
}

internal sealed record EarlierFinding
{
    [JsonRequired]
    public string RuleId { get; set; } = "";

    [JsonRequired]
    public FindingStatus Status { get; set; }

    /// <summary>Since version 2, for a declared key.</summary>
    public DeclaredKey? Key { get; set; }

    public string? Resource { get; set; }

    public EarlierWaiver? Waiver { get; set; }
}

/// <summary>There is a waiver: its content is not compared.</summary>
internal sealed record EarlierWaiver;

internal sealed record EarlierPolicy
{
    [JsonRequired]
    public string KeyArn { get; set; } = "";

    [JsonRequired]
    public string Sha256 { get; set; } = "";

    /// <summary>Since version 2 absent for a text that an earlier element has.</summary>
    public string? Policy { get; set; }
}

/// <summary>Refuses another version as soon as it is read: the rest may mean something else.</summary>
internal sealed class EarlierVersionConverter : JsonConverter<string>
{
    private static readonly string[] Known = ["1", AuditReport.CurrentSchemaVersion];

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var version = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A string is expected.");
        return Known.Contains(version)
            ? version
            : throw new ReportFormatException($"The report has schema version '{version}', but this version of AtRest reads {string.Join(" and ", Known.Select(known => $"'{known}'"))}. Give a report that this version or an earlier one wrote.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
