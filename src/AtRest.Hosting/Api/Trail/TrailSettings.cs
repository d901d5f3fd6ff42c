using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api.Trail;

/// <summary>Settings of the stored trail.</summary>
internal sealed record TrailSettings
{
    private const int MostDays = 36500;

    /// <summary><c>AtRest:Retention:Trail</c>: the number of days for which the trail of an organization is kept.</summary>
    public int Days { get; init; } = AuditSettings.DefaultReportDays;

    public static TrailSettings Read(SettingsReader reader) => new() { Days = reader.Number("AtRest:Retention:Trail", AuditSettings.DefaultReportDays, 1, MostDays) };
}
