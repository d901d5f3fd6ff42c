using System.Globalization;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Answers;

/// <summary>A page of a list.</summary>
/// <param name="Items">What it contains.</param>
/// <param name="Next">The marker of the next page; null or empty: it is the last one.</param>
/// <param name="Size">Its bytes.</param>
internal readonly record struct Page<T>(IReadOnlyCollection<T> Items, string? Next, long Size);

/// <summary>Reads lists that come in pages, within <see cref="ListingBounds"/>.</summary>
/// <param name="limit">The time for a list.</param>
/// <param name="clock">Measures it.</param>
internal sealed class Listing(TimeSpan limit, TimeProvider clock)
{
    /// <summary>A list is large if its pages have this many times the size of a large response: 1 MiB, about a thousand grants.</summary>
    private const int SmallPages = 4;

    /// <summary>Reads all pages.</summary>
    /// <param name="read">Reads the page after a marker (null: the first one).</param>
    /// <param name="cancellationToken">The audit's.</param>
    /// <param name="mostItems">The most items that the list can have.</param>
    /// <exception cref="WrongAnswerException">The list exceeds a bound, or would not end. Its items are not evidence.</exception>
    public Task<List<T>> ReadAllAsync<T>(Func<string?, CancellationToken, Task<Page<T>>> read, CancellationToken cancellationToken, int mostItems = ListingBounds.MostItems) =>
        WithinAsync(token => ReadPagesAsync(read, mostItems, token), cancellationToken);

    /// <summary>Makes the calls for a list within its time.</summary>
    /// <exception cref="WrongAnswerException">The time was over first.</exception>
    public async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (Exception exception) when (exception is not WrongAnswerException && timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WrongAnswerException($"The list was not complete within {TimeOf(limit)}, the longest that AtRest reads a list.", exception);
        }
    }

    /// <summary>Checks the number of items of a list that comes in one response.</summary>
    /// <exception cref="WrongAnswerException">There are more.</exception>
    public static void ThrowIfMore(int count, int most)
    {
        if (count > most)
        {
            throw new WrongAnswerException($"The list has more than {Number(most)} entries, the most that AtRest reads.");
        }
    }

    private static async Task<List<T>> ReadPagesAsync<T>(Func<string?, CancellationToken, Task<Page<T>>> read, int mostItems, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var size = 0L;
        string? marker = null;
        for (var pages = 1; ; pages++)
        {
            var page = await read(marker, cancellationToken);
            size += page.Size;
            if (size > AnswerTurn.LargestWithoutTurn * SmallPages && AnswerTurn.Current is { } turn)
            {
                await turn.TakeAsync(cancellationToken);
            }

            ThrowIfMore(items.Count + page.Items.Count, mostItems);
            if (size > ListingBounds.Largest)
            {
                throw new WrongAnswerException($"The pages of the list are larger than {ListingBounds.Largest / 1024 / 1024} MiB, the most that AtRest reads.");
            }

            items.AddRange(page.Items);
            marker = page.Next;
            if (string.IsNullOrEmpty(marker))
            {
                return items;
            }

            if (!seen.Add(marker))
            {
                throw new WrongAnswerException("The same page marker was returned twice, so the list cannot be read completely.");
            }

            if (pages == ListingBounds.MostPages)
            {
                throw new WrongAnswerException($"The list has more than {Number(ListingBounds.MostPages)} pages, the most that AtRest reads.");
            }
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string TimeOf(TimeSpan time) => time.TotalMinutes >= 1
        ? $"{time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} minutes"
        : $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds";
}
