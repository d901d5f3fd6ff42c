using System.Globalization;

namespace AtRest.Reports;

/// <summary>Times as every format writes them for machines.</summary>
internal static class Timestamp
{
    /// <summary>ISO 8601 in UTC; fractions of a second only where there are any.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
