using System.Globalization;

namespace AtRest.Core.Rules;

/// <summary>Formats dates and counts for messages.</summary>
internal static class Wording
{
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    /// <summary>Whole days from one time to another; 0 if the second is earlier.</summary>
    public static int WholeDays(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (int)Math.Floor((to - from).TotalDays));
}
