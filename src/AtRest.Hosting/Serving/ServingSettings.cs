using AtRest.Hosting.Serving.Schedules;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Serving;

/// <summary>What <c>serve</c> does by itself, and the Functions host does for the function app.</summary>
internal sealed record ServingSettings
{
    private const string ScheduleSetting = "AtRest:NightlySchedule";

    /// <summary>Setting <c>AtRest:NightlySchedule</c>, in UTC.</summary>
    public Ncrontab Schedule { get; init; } = Ncrontab.EveryNight;

    /// <summary>Setting <c>AtRest:Serve:Concurrency</c>: how many messages of one queue are worked on at once.</summary>
    public int Concurrency { get; init; } = 4;

    public static ServingSettings Read(SettingsReader reader)
    {
        var settings = new ServingSettings();
        settings = settings with { Concurrency = reader.Number("AtRest:Serve:Concurrency", settings.Concurrency, least: 1, most: 64) };
        if (reader.Text(ScheduleSetting) is not { } text)
        {
            return settings;
        }

        if (Ncrontab.TryParse(text, out var schedule, out var problem))
        {
            return settings with { Schedule = schedule };
        }

        reader.Problem(ScheduleSetting, problem);
        return settings;
    }
}
