namespace AtRest.Storage;

/// <summary>The names of queues and containers. Source: https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata</summary>
internal static class ResourceName
{
    public const int MaxLength = 63;
    public const string PoisonSuffix = "-poison";

    public static bool IsContainer(string name) => IsValid(name, MaxLength);

    public static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);

    public static string CheckedQueue(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var longest = IsPoison(name) ? MaxLength : MaxLength - PoisonSuffix.Length;
        return IsValid(name, longest) ? name : throw new ArgumentException($"'{name}' is not a valid queue name: {Rule(longest)}.", nameof(name));
    }

    public static string Rule(int longest) => $"use 3 to {longest} lower-case letters, digits and single hyphens, with a letter or digit at the start and the end";

    private static bool IsValid(string name, int longest) => name.Length >= 3 && name.Length <= longest
        && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal)
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
