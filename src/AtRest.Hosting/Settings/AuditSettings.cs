using System.Text.RegularExpressions;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Settings;

/// <summary>The schedule and parameters of audits, their queue, and how long their reports are kept.</summary>
public sealed partial record AuditSettings
{
    /// <summary>A little more than a year, so that last year's report still exists when this year's auditors request it.</summary>
    public const int DefaultReportDays = 400;

    private const int MostDays = 36500;

    /// <summary>Setting <c>AtRest:NightlySchedule</c>.</summary>
    public NightlySchedule Schedule { get; init; } = NightlySchedule.Default;

    /// <summary>Setting <c>AtRest:Audits:Queue</c>.</summary>
    public string Queue { get; init; } = "atrest-audits";

    /// <summary>Setting <c>AtRest:Audits:RetentionDays</c>: the number of days for which customers must keep the record of key use.</summary>
    public int RetentionDays { get; init; } = AuditParameters.DefaultRetentionDays;

    /// <summary>Setting <c>AtRest:Retention:Reports</c>: the number of days for which reports and their evidence are kept. The newest whole report of an organization is always kept.</summary>
    public int ReportDays { get; init; } = DefaultReportDays;

    internal static AuditSettings Read(SettingsReader reader)
    {
        var settings = new AuditSettings
        {
            Queue = reader.Text("AtRest:Audits:Queue") ?? new AuditSettings().Queue,
            RetentionDays = reader.Number("AtRest:Audits:RetentionDays", AuditParameters.DefaultRetentionDays, 1, MostDays),
            ReportDays = reader.Number("AtRest:Retention:Reports", DefaultReportDays, 1, MostDays),
        };
        if (!QueueName().IsMatch(settings.Queue) || settings.Queue.Length > 56)
        {
            reader.Problem("AtRest:Audits:Queue", $"'{settings.Queue}' is not a valid queue name. Use 3 to 56 lower-case letters, digits and single hyphens, with a letter or digit at the start and the end.");
        }

        if (reader.Text("AtRest:NightlySchedule") is { } text)
        {
            if (NightlySchedule.TryParse(text, out var schedule))
            {
                if (schedule.Next(DateTimeOffset.UnixEpoch) is null)
                {
                    reader.Problem("AtRest:NightlySchedule", $"'{text}' is a date that never occurs, so no nightly audit would run. Correct the day or the month.");
                }

                return settings with { Schedule = schedule };
            }

            reader.Problem("AtRest:NightlySchedule", $"'{text}' is not a schedule. Use an NCRONTAB expression of six fields (second, minute, hour, day, month, day of the week) in UTC, such as '{NightlySchedule.Default}' for every night at two o'clock.");
        }

        return settings;
    }

    [GeneratedRegex("^(?=.{3,})[a-z0-9]+(-[a-z0-9]+)*\\z")]
    private static partial Regex QueueName();
}
