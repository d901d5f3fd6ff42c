using AtRest.Hosting.Api.Authentication;

namespace AtRest.Hosting.Keys;

/// <summary>The text of each kind of key: all have the form of <see cref="ApiKey"/>, and the beginning says what a key is for.</summary>
internal static class KeyText
{
    private const int IdDigits = 12;

    public static string Create(KeyKind kind) => ApiKey.Create(PrefixOf(kind));

    /// <summary>Whether a text looks like a complete key of the kind. Other texts never reach the storage.</summary>
    public static bool IsWellFormed(KeyKind kind, string text) => ApiKey.IsWellFormed(text, PrefixOf(kind));

    /// <summary>The ID of the key with a hash.</summary>
    public static string IdOf(string hash) => hash[..IdDigits];

    /// <summary>Whether a text has the form of an ID.</summary>
    public static bool IsId(string text) => text.Length == IdDigits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The problem with the name that a person gives to a key or an endpoint; null if there is none.</summary>
    public static string? WrongName(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > KeyAdministration.LongestName || name.Any(char.IsControl) ? $"The name must have 1 to {KeyAdministration.LongestName} characters and no control characters." : null;

    private static string PrefixOf(KeyKind kind) => kind switch
    {
        KeyKind.Api => ApiKey.Prefix,
        KeyKind.Webhook => "atresthook_",
        KeyKind.Calendar => "atrestcal_",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
