using System.Text.Json.Serialization;

namespace AtRest.Reports.Json;

/// <summary>What the compiler generates to write and read the models. <see cref="ReportJson"/> has the options.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(FindingsDocument))]
[JsonSerializable(typeof(EarlierDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
