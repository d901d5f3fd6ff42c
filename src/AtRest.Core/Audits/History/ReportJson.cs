using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AtRest.Core.Evidence.Json;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits.History;

/// <summary>What a comparison needs of <c>report.json</c>. Other fields are passed over: a later version may have added them.</summary>
internal sealed record ReportJson
{
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    public required string ReportId { get; init; }

    public required ReportOrganizationJson Organization { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public ImmutableArray<string> LeftOut { get; init; } = [];

    public required ImmutableArray<ReportClusterJson> Clusters { get; init; }

    public ImmutableArray<ReportFindingJson> Findings { get; init; } = [];

    public ImmutableArray<ReportedKeyPolicy> KeyPolicies { get; init; } = [];

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            Converters = { new TextConverter(), new UtcTimeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>The version alone: it is looked at before anything else.</summary>
internal sealed record ReportVersionJson
{
    public string? SchemaVersion { get; init; }
}

internal sealed record ReportOrganizationJson
{
    public required string Id { get; init; }
}

internal sealed record ReportClusterJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Null for a cluster that nobody had declared.</summary>
    public ReportDeclaredJson? Declared { get; init; }

    public required Verdict Verdict { get; init; }

    public required ImmutableArray<ReportFindingJson> Findings { get; init; }
}

internal sealed record ReportDeclaredJson
{
    public string? Type { get; init; }
}

internal sealed record ReportFindingJson
{
    public required string RuleId { get; init; }

    public string? Resource { get; init; }

    public required FindingStatus Status { get; init; }

    public JsonElement? Waiver { get; init; }

    public PreviousFinding ToModel() => new() { RuleId = RuleId, Resource = Resource, Status = Status, Waived = Waiver is { ValueKind: JsonValueKind.Object } };
}
