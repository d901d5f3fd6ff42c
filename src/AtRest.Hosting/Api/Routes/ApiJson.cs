using System.Text.Json.Serialization;
using AtRest.Hosting.Api.Health;
using AtRest.Hosting.Api.Problems;

namespace AtRest.Hosting.Api.Routes;

/// <summary>All bodies that the API writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = false)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(AuditBody))]
[JsonSerializable(typeof(ReportListBody))]
[JsonSerializable(typeof(ClusterListBody))]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class ApiJson : JsonSerializerContext;
