namespace AtRest.Reports.Json;

/// <summary>The version alone: it is checked before anything else is read.</summary>
internal sealed record ReportVersion
{
    public string? SchemaVersion { get; set; }
}
