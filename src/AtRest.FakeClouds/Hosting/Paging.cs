using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Divides lists into pages. The marker is opaque to callers, and valid only for the list that it was issued for.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Page, string? Next) Cut<T>(IReadOnlyList<T> items, string list, string? marker, int size)
    {
        int start = marker is null ? 0 : Position(marker, list) ?? -1;
        if (start < 0 || start > items.Count)
        {
            throw new ArgumentException("The marker is not one of this list.", nameof(marker));
        }

        T[] page = [.. items.Skip(start).Take(size)];
        int end = start + page.Length;
        return (page, end < items.Count ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{list}\n{end}")) : null);
    }

    /// <summary>The member if it is a number in the range; the default if it is absent; null otherwise.</summary>
    public static int? Limit(JsonObject input, string member, int otherwise, int most) => input[member] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue(out int limit) && limit >= 1 && limit <= most => limit,
        _ => null,
    };

    private static int? Position(string marker, string list)
    {
        Span<byte> bytes = new byte[marker.Length];
        if (!Convert.TryFromBase64String(marker, bytes, out int written))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(bytes[..written]).Split('\n');
        return parts.Length == 2 && parts[0] == list && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int position) ? position : null;
    }
}
