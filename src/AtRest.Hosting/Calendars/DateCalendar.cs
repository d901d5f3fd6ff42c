using System.Text;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace AtRest.Hosting.Calendars;

/// <summary>
/// The next dates of an organization as iCalendar (https://www.rfc-editor.org/rfc/rfc5545): those of the newest report about the whole organization, and the ends of its keys for this server. An event keeps
/// its UID when its date changes, so that calendars move it. The same report and keys give the same bytes.
/// </summary>
internal sealed class DateCalendar(IReportCatalog reports, ReportDetails details, Declared declared, KeyDocuments keys, TimeProvider time)
{
    /// <summary>The media type of the calendar.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    private const string LineEnd = "\r\n";

    /// <summary>In bytes, without its end (https://www.rfc-editor.org/rfc/rfc5545#section-3.1).</summary>
    private const int LongestLine = 75;

    public async Task<byte[]> WriteAsync(string organizationId, CancellationToken cancellationToken)
    {
        var entry = await reports.LatestAsync(organizationId, LatestOf.Organization, cancellationToken) ?? await reports.LatestAsync(organizationId, LatestOf.Any, cancellationToken);
        var overview = entry is null ? null : await details.OverviewAsync(entry, cancellationToken);
        var name = (await declared.FindAsync(organizationId, cancellationToken))?.Name ?? organizationId;
        var calendar = new Calendar { ProductId = "-//AtRest//Dates//EN" };
        calendar.AddProperty("X-WR-CALNAME", Line($"AtRest: {name}"));
        foreach (var date in overview?.Dates ?? [])
        {
            calendar.Events.Add(EventOf(organizationId, date, entry!.GeneratedAt));
        }

        var now = time.GetUtcNow();
        foreach (var key in (await keys.ReadAsync(KeyOwner.Of(organizationId), cancellationToken)).Keys.Where(key => key.StateAt(now) == KeyState.Valid))
        {
            calendar.Events.Add(EventOf(organizationId, key));
        }

        return Folded(new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("The calendar was not written."));
    }

    /// <summary>
    /// Folds lines again, between characters: Ical.Net also does it between the two halves of a surrogate pair, which destroys the character.
    /// </summary>
    private static byte[] Folded(string calendar)
    {
        var text = new StringBuilder(calendar.Length + 256);
        foreach (var line in calendar.Replace($"{LineEnd} ", "", StringComparison.Ordinal).Split(LineEnd))
        {
            var bytes = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (bytes + rune.Utf8SequenceLength > LongestLine)
                {
                    text.Append(LineEnd).Append(' ');
                    bytes = 1;
                }

                text.Append(rune);
                bytes += rune.Utf8SequenceLength;
            }

            text.Append(LineEnd);
        }

        // The last part is what follows the last line: nothing.
        text.Length -= LineEnd.Length;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static CalendarEvent EventOf(string organizationId, NextDate date, DateTimeOffset foundAt)
    {
        // A waiver ends with its last day: that is the day to see in a calendar.
        var day = DateOnly.FromDateTime(date.At.UtcDateTime).AddDays(date.Kind == DateKind.WaiverEnd ? -1 : 0);
        var what = date.Kind switch
        {
            DateKind.Deletion => "Key is deleted",
            DateKind.MaterialExpiry => "Key material expires",
            DateKind.WaiverEnd => $"Last day of the waiver for {date.Subject}",
            DateKind.Rotation => "Key is rotated",
            DateKind.CertificateEnd => "TLS certificate expires",
            _ => throw new ArgumentOutOfRangeException(nameof(date), date.Kind, null),
        };
        return DayEvent(
            DerivedId.Of("calendar", organizationId, date.Kind.ToString(), date.Cluster.Id, date.Subject), day, foundAt, $"{what}: {date.Cluster.Name}",
            $"{(date.Kind == DateKind.WaiverEnd ? "Rule" : date.Kind == DateKind.CertificateEnd ? "Endpoint" : "Key")}: {date.Subject}. Cluster: {date.Cluster.Name} ({date.Cluster.Id}). Exact time: {date.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.");
    }

    private static CalendarEvent EventOf(string organizationId, IssuedKey key) => DayEvent(
        DerivedId.Of("calendar", organizationId, "access", key.Id), DateOnly.FromDateTime(key.EndsAt.UtcDateTime).AddDays(-1), key.MadeAt, $"Last day of the AtRest key '{key.Name}'",
        $"Kind: {WireWord.Of(key.Kind)}. ID: {key.Id}. Make another one before this day ends.");

    private static CalendarEvent DayEvent(string id, DateOnly day, DateTimeOffset stamp, string summary, string description) => new()
    {
        Uid = $"{id}@atrest",
        DtStamp = new CalDateTime(stamp.UtcDateTime, "UTC"),
        Start = new CalDateTime(day),
        Summary = Line(summary),
        Description = Line(description),
        Transparency = TransparencyType.Transparent,
    };

    /// <summary>One line, in which nothing is invisible. The serializer escapes and folds it.</summary>
    private static string Line(string text) => VisibleText.Of(text.ReplaceLineEndings(" "));
}
