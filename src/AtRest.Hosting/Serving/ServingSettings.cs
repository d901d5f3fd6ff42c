using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Serving;

/// <summary>What the Functions host sets in <c>host.json</c>, for <c>serve</c>.</summary>
internal sealed record ServingSettings
{
    /// <summary>Setting <c>AtRest:Serve:Concurrency</c>: how many messages of one queue are worked on at once.</summary>
    public int Concurrency { get; init; } = 4;

    public static ServingSettings Read(SettingsReader reader) =>
        new() { Concurrency = reader.Number("AtRest:Serve:Concurrency", new ServingSettings().Concurrency, least: 1, most: 64) };
}
