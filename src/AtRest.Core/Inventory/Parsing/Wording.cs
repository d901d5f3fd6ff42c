namespace AtRest.Core.Inventory.Parsing;

/// <summary>Formats text from the inventory for messages.</summary>
internal static class Wording
{
    private const int MaxLength = 100;

    /// <summary>In quotes, on one line, with a limited length.</summary>
    public static string Quote(string text) => $"'{Shorten(text)}'";

    public static string Shorten(string text)
    {
        var cut = text.Length <= MaxLength ? text : text[..MaxLength] + "…";
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) && text.Length > MaxLength ? '\uFFFD' : c));
    }
}
