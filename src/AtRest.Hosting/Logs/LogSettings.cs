using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Logs;

/// <summary>Settings <c>AtRest:Logs:…</c>.</summary>
internal sealed record LogSettings
{
    /// <summary>Setting <c>AtRest:Logs:WindowSeconds</c>: how long repeated events, such as refused requests, are counted before the log has their number.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    public static LogSettings Read(SettingsReader reader) => new() { Window = TimeSpan.FromSeconds(reader.Number("AtRest:Logs:WindowSeconds", fallback: 60, least: 1, most: 3600)) };
}
