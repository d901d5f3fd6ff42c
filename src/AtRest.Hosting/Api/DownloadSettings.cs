using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api;

/// <summary>Settings <c>AtRest:Downloads:…</c>.</summary>
internal sealed record DownloadSettings
{
    /// <summary><c>Links</c>: answer downloads with a short-lived link into the storage (307), if the storage supports links; otherwise, and by default, with the file itself.</summary>
    public bool Links { get; init; }

    /// <summary><c>LinkMinutes</c>: how long such a link works.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromMinutes(5);

    public static DownloadSettings Read(SettingsReader reader) => new()
    {
        Links = reader.Flag("AtRest:Downloads:Links", fallback: false),
        LinkLifetime = TimeSpan.FromMinutes(reader.Number("AtRest:Downloads:LinkMinutes", 5, 1, 60)),
    };
}
