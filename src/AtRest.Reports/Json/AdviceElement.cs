using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

/// <summary>What findings mean and what to do, written once for all of them.</summary>
[Definition("advice")]
internal sealed record AdviceElement
{
    [JsonRequired, Shape("adviceId")]
    public string Id { get; set; } = "";

    public string? Consequence { get; set; }

    public string? Remedy { get; set; }

    [Description("The exact command or policy JSON of the remedy.")]
    public string? RemedyCode { get; set; }
}
