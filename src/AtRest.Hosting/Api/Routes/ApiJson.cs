using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Hosting.Api.Health;
using AtRest.Hosting.Api.Problems;

namespace AtRest.Hosting.Api.Routes;

/// <summary>All bodies that the API writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = false)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(AuditBody))]
[JsonSerializable(typeof(BatchListBody))]
[JsonSerializable(typeof(ReportListBody))]
[JsonSerializable(typeof(ClusterListBody))]
[JsonSerializable(typeof(OrganizationListBody))]
[JsonSerializable(typeof(OverviewBody))]
[JsonSerializable(typeof(ClusterDetailBody))]
[JsonSerializable(typeof(WaiverListBody))]
[JsonSerializable(typeof(RuleListBody))]
[JsonSerializable(typeof(RulePageBody))]
[JsonSerializable(typeof(KeyListBody))]
[JsonSerializable(typeof(MadeKeyBody))]
[JsonSerializable(typeof(EndpointListBody))]
[JsonSerializable(typeof(MadeEndpointBody))]
[JsonSerializable(typeof(EndpointTestBody))]
[JsonSerializable(typeof(TrailBody))]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>For people to read too: quotation marks are not escaped. They would be a danger only in HTML, and browsers cannot take a response for HTML (nosniff).</summary>
    public static ApiJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
