using System.Collections.Immutable;
using AtRest.Core.Audits.History;

namespace AtRest.Reports.Trends;

/// <summary>The last days of a trend, as columns of a picture.</summary>
/// <param name="Days">The number of days, the one of the newest audit included.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="Until">The day of the newest audit, UTC.</param>
/// <param name="Columns">Oldest first. What an audit found holds until the next one.</param>
internal sealed record TrendPeriod(int Days, DateOnly From, DateOnly Until, ImmutableArray<TrendColumn> Columns)
{
    /// <summary>More columns would be narrower than a point of the picture.</summary>
    private const int MostColumns = 80;

    /// <summary>What is known about the beginning of the period.</summary>
    public TrendPoint First => Columns[0].Point;

    /// <summary>The newest audit.</summary>
    public TrendPoint Last => Columns[^1].Point;

    /// <summary>The last 30 and 365 days before the newest audit; none without an audit.</summary>
    public static ImmutableArray<TrendPeriod> Of(ImmutableArray<TrendPoint> trend) => trend.IsEmpty ? [] : [Of(trend, 30), Of(trend, TrendPoint.Days)];

    private static TrendPeriod Of(ImmutableArray<TrendPoint> trend, int days)
    {
        var until = DayOf(trend[^1]);
        var from = until.AddDays(1 - days);
        var step = (days + MostColumns - 1) / MostColumns;

        // The last audit before the period holds at its beginning. Of several audits in one column, the last counts.
        List<(int Day, TrendPoint Point)> starts =
        [
            .. trend.TakeLast(trend.Length - Math.Max(0, trend.Count(point => DayOf(point) <= from) - 1))
                .Select(point => (Day: Math.Max(0, DayOf(point).DayNumber - from.DayNumber), Point: point))
                .GroupBy(start => start.Day / step)
                .Select(column => (column.First().Day, column.Last().Point)),
        ];
        return new TrendPeriod(days, from, until, [.. starts.Select((start, place) => new TrendColumn(start.Day, place + 1 < starts.Count ? starts[place + 1].Day : days, start.Point))]);
    }

    private static DateOnly DayOf(TrendPoint point) => DateOnly.FromDateTime(point.GeneratedAt.UtcDateTime);
}

/// <summary>What an audit found, from its day to the next audit's.</summary>
/// <param name="From">The first day, counted from the beginning of the period.</param>
/// <param name="Until">The day after the last one.</param>
/// <param name="Point">The audit.</param>
internal readonly record struct TrendColumn(int From, int Until, TrendPoint Point);
