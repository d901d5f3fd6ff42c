using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace AtRest.Hosting.Portal.Texts;

/// <summary>
/// The texts of the portal, from one file, <c>en.json</c>, so that a translation is another file. A text is found by its key, such as <c>clusters.title</c>; <c>{0}</c> is the first value.
/// </summary>
internal static class Words
{
    private static readonly FrozenDictionary<string, string> Texts = Read("en");

    /// <summary>All keys.</summary>
    public static IEnumerable<string> Keys => Texts.Keys;

    /// <summary>The text of a key.</summary>
    public static string Of(string key) => Texts[key];

    /// <summary>The text of a key, with its values.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, Texts[key], values);

    /// <summary>A number with its noun: the texts <c>KEY.one</c> and <c>KEY.many</c>.</summary>
    public static string Count(string key, int number) => Of(number == 1 ? $"{key}.one" : $"{key}.many", number);

    private static FrozenDictionary<string, string> Read(string language)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"portal/{language}.json") ?? throw new InvalidOperationException($"The texts of the portal in '{language}' are missing from this build.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
