namespace AtRest.Hosting.Api.Problems;

/// <summary>Quotes names in the text of a problem.</summary>
internal static class Quoted
{
    private const int Longest = 50;

    /// <summary><c>'before', 'limit'</c>.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    /// <summary>A text from the caller, shortened if it is long.</summary>
    public static string Short(string name) => name.Length > Longest ? $"{name[..Longest]}…" : name;
}
