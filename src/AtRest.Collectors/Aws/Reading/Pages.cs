namespace AtRest.Collectors.Aws.Reading;

/// <summary>Reads all pages of a list.</summary>
internal static class Pages
{
    /// <param name="read">Reads the page after a marker (null: the first one) and returns its items and the next marker (null: none).</param>
    /// <exception cref="InvalidDataException">AWS returned the same marker twice, so the list would not end.</exception>
    public static async Task<List<T>> ReadAllAsync<T>(Func<string?, Task<(IEnumerable<T> Items, string? Next)>> read)
    {
        var items = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? marker = null;
        do
        {
            var page = await read(marker);
            items.AddRange(page.Items);
            marker = string.IsNullOrEmpty(page.Next) ? null : page.Next;
            if (marker is not null && !seen.Add(marker))
            {
                throw new InvalidDataException("AWS returned the same page marker twice, so the list cannot be read completely.");
            }
        }
        while (marker is not null);

        return items;
    }
}
