using System.Text.RegularExpressions;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Settings;

/// <summary>When audits run, by which parameters, through which queue, and for how long their reports are kept.</summary>
public sealed partial record AuditSettings
{
    /// <summary>A little more than a year, so that last year's report is there when this year's auditors ask for it.</summary>
    public const int DefaultReportDays = 400;

    private const int MostDays = 36500;

    /// <summary>Setting <c>AtRest:NightlySchedule</c>.</summary>
    public NightlySchedule Schedule { get; init; } = NightlySchedule.Default;

    /// <summary>Setting <c>AtRest:Audits:Queue</c>.</summary>
    public string Queue { get; init; } = "atrest-audits";

    /// <summary>Setting <c>AtRest:Audits:RetentionDays</c>: for how many days the customers' record of key use must be kept.</summary>
    public int RetentionDays { get; init; } = AuditParameters.DefaultRetentionDays;

    /// <summary>Setting <c>AtRest:Retention:Reports</c>: for how many days reports and their evidence are kept. The newest whole report of an organization is always kept.</summary>
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
            reader.Problem("AtRest:Audits:Queue", $"'{settings.Queue}' cannot be the name of a queue. It has 3 to 56 lower case letters, digits and single hyphens, and begins and ends with a letter or digit.");
        }

        if (reader.Text("AtRest:NightlySchedule") is { } text)
        {
            if (NightlySchedule.TryParse(text, out var schedule))
            {
                if (schedule.Next(DateTimeOffset.UnixEpoch) is null)
                {
                    reader.Problem("AtRest:NightlySchedule", $"'{text}' names a day that never comes, so that nothing would ever be audited by itself. Correct the day or the month.");
                }

                return settings with { Schedule = schedule };
            }

            reader.Problem("AtRest:NightlySchedule", $"'{text}' is not a schedule. It is an NCRONTAB expression of six fields (second, minute, hour, day, month, day of the week) in UTC, such as '{NightlySchedule.Default}' for every night at two o'clock.");
        }

        return settings;
    }

    [GeneratedRegex("^(?=.{3,})[a-z0-9]+(-[a-z0-9]+)*\\z")]
    private static partial Regex QueueName();
}
