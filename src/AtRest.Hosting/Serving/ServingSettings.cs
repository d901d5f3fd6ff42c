using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Serving;

/// <summary>The settings of <c>serve</c> that the Functions host has in <c>host.json</c>.</summary>
internal sealed record ServingSettings
{
    /// <summary>Setting <c>AtRest:Serve:Concurrency</c>: how many messages of one queue are handled at once.</summary>
    public int Concurrency { get; init; } = 4;

    public static ServingSettings Read(SettingsReader reader) =>
        new() { Concurrency = reader.Number("AtRest:Serve:Concurrency", new ServingSettings().Concurrency, least: 1, most: 64) };
}
