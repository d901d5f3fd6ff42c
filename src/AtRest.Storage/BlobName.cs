using System.Globalization;
using System.Text;

namespace AtRest.Storage;

/// <summary>
/// The names of blobs, the same for every store: segments between slashes (<c>organizations/acme/report.json</c>). A segment has Unicode letters, marks and
/// digits and <c>- _ . = + @ , ~</c>, does not begin or end with a dot, and has at most <see cref="MaxSegmentBytes"/> bytes of UTF-8; a name has at most
/// <see cref="MaxBytes"/>. So a name cannot leave its folder, and a valid name is valid in every store. Names are case-sensitive.
/// </summary>
public static class BlobName
{
    /// <summary>The longest segment, in bytes of UTF-8. In a folder, one byte can become three characters of a file name.</summary>
    public const int MaxSegmentBytes = 80;

    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 512;

    /// <summary>Whether a text can be the name of a blob.</summary>
    public static bool IsValid(string? name) => Problem(name) is null;

    /// <summary>The valid name.</summary>
    /// <exception cref="ArgumentException">The text is not a valid name; says why, without quoting it.</exception>
    public static string Checked(string? name) => Problem(name) is { } problem ? throw new ArgumentException(problem, nameof(name)) : name!;

    /// <summary>The beginning of a name, or an empty text.</summary>
    internal static string CheckedPrefix(string prefix)
    {
        // A valid prefix becomes a name with one more letter, except that it may then be too long by that letter, and its last segment may end with a dot.
        ArgumentNullException.ThrowIfNull(prefix);
        return prefix.Length == 0 || Problem(prefix + (prefix[^1] is '/' or '.' ? "a" : "")) is not { } problem
            ? prefix
            : throw new ArgumentException(problem, nameof(prefix));
    }

    private static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "The name of a blob must not be empty.";
        }

        if (name.Length > MaxBytes || Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            return $"The name of a blob has at most {MaxBytes} bytes in UTF-8.";
        }

        return name.Split('/').Select(ProblemOfSegment).FirstOrDefault(problem => problem is not null);
    }

    private static string? ProblemOfSegment(string segment)
    {
        if (segment.Length == 0)
        {
            return "The name of a blob must not have an empty segment: no '/' at the start or end, and no '//'.";
        }

        if (segment[0] == '.' || segment[^1] == '.')
        {
            return "A segment of a blob's name must not begin or end with a dot.";
        }

        if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
        {
            return $"A segment of a blob's name has at most {MaxSegmentBytes} bytes in UTF-8.";
        }

        // A lone surrogate enumerates as U+FFFD, which is a symbol and not allowed.
        return segment.EnumerateRunes().All(IsAllowed) ? null : "The name of a blob can only have letters, marks, digits, and - _ . = + @ , ~ between its slashes.";
    }

    private static bool IsAllowed(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || (char)rune.Value is '-' or '_' or '.' or '=' or '+' or '@' or ',' or '~'
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber;
}
