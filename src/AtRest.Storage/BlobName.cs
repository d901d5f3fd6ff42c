using System.Globalization;
using System.Text;

namespace AtRest.Storage;

/// <summary>
/// The names of blobs, the same for every store: segments between slashes (<c>organizations/acme/report.json</c>). A segment has Unicode letters, marks and
/// digits and <c>- _ . = + @ , ~</c>, neither begins nor ends with a dot, and has at most <see cref="MaxSegmentBytes"/> bytes of UTF-8; a name at most
/// <see cref="MaxBytes"/>. So there is no way up or out, and what is a good name here is one everywhere. Case counts.
/// </summary>
public static class BlobName
{
    /// <summary>The longest segment, in bytes of UTF-8. A folder needs up to three characters of a file's name for one of them.</summary>
    public const int MaxSegmentBytes = 80;

    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 512;

    /// <summary>Whether a text can be the name of a blob.</summary>
    public static bool IsValid(string? name) => Problem(name) is null;

    /// <summary>The name itself.</summary>
    /// <exception cref="ArgumentException">The text cannot be a name; says why. Does not quote it.</exception>
    public static string Checked(string? name) => Problem(name) is { } problem ? throw new ArgumentException(problem, nameof(name)) : name!;

    /// <summary>A beginning of a name, or nothing.</summary>
    internal static string CheckedPrefix(string prefix)
    {
        // Whatever is a beginning becomes a name with a letter behind it, except that it may be too long by that letter and its last segment may end with a dot.
        ArgumentNullException.ThrowIfNull(prefix);
        return prefix.Length == 0 || Problem(prefix + (prefix[^1] is '/' or '.' ? "a" : "")) is not { } problem
            ? prefix
            : throw new ArgumentException(problem, nameof(prefix));
    }

    private static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "A blob needs a name.";
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
            return "The name of a blob has no empty segment: it neither begins nor ends with '/', and no '/' follows another.";
        }

        if (segment[0] == '.' || segment[^1] == '.')
        {
            return "A segment of a blob's name neither begins nor ends with a dot.";
        }

        if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
        {
            return $"A segment of a blob's name has at most {MaxSegmentBytes} bytes in UTF-8.";
        }

        // A lone surrogate enumerates as U+FFFD, which is a symbol and not allowed.
        return segment.EnumerateRunes().All(IsAllowed) ? null : "The name of a blob has only letters, marks, digits, and - _ . = + @ , ~ between its slashes.";
    }

    private static bool IsAllowed(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || (char)rune.Value is '-' or '_' or '.' or '=' or '+' or '@' or ',' or '~'
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber;
}
