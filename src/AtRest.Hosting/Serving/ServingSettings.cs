using AtRest.Hosting.Serving.Schedules;
using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Serving;

/// <summary>What <c>serve</c> does by itself, and the Functions host does for the function app.</summary>
internal sealed record ServingSettings
{
    public const string DefaultSchedule = "0 0 2 * * *";

    public static ServingSettings Default { get; } = Read(new SettingsReader(new ConfigurationBuilder().Build()));

    private const string ScheduleSetting = "AtRest:NightlySchedule";

    /// <summary>Setting <c>AtRest:NightlySchedule</c>, in UTC; null only if it is wrong.</summary>
    public required Ncrontab? Schedule { get; init; }

    /// <summary>Setting <c>AtRest:Serve:Concurrency</c>: how many messages of one queue are worked on at once.</summary>
    public required int Concurrency { get; init; }

    public static ServingSettings Read(SettingsReader reader)
    {
        if (!Ncrontab.TryParse(reader.Text(ScheduleSetting) ?? DefaultSchedule, out var schedule, out var problem))
        {
            reader.Problem(ScheduleSetting, problem);
        }

        return new ServingSettings { Schedule = schedule, Concurrency = reader.Number("AtRest:Serve:Concurrency", fallback: 4, least: 1, most: 64) };
    }
}
