using System.Buffers;
using System.Globalization;
using System.Text;

namespace AtRest.Storage.Local;

/// <summary>
/// Maps segments of names to file names: lower-case letters, digits and <c>- _ .</c> stay, every other byte of UTF-8 becomes <c>%xx</c>. So names that differ in
/// case only, or in the form of an accent, are different files on every file system. Files of blobs end with <c>.blob</c>, directories never do: there can be
/// a blob <c>a</c> beside a blob <c>a/b</c>.
/// </summary>
internal static class FileNames
{
    public const string Extension = ".blob";

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly string[] Devices =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"com{number}", $"lpt{number}" })];

    private static readonly int LongestDevice = Devices.Max(device => device.Length);

    public static string PathOf(string root, string name)
    {
        var segments = name.Split('/');
        return Path.Combine([root, .. segments[..^1].Select(Directory), File(segments[^1])]);
    }

    public static string File(string segment) => Encode(segment) + Extension;

    public static string Directory(string segment)
    {
        var encoded = Encode(segment);
        return encoded.EndsWith(Extension, StringComparison.Ordinal) ? encoded[..^1] + Escape((byte)'b') : encoded;
    }

    /// <summary>The segment of a file's or directory's name, or null if no segment has that name.</summary>
    public static string? Decode(string encoded)
    {
        if (IsItself(encoded))
        {
            return encoded;
        }

        var bytes = new List<byte>(encoded.Length);
        for (var index = 0; index < encoded.Length; index++)
        {
            if (encoded[index] != '%')
            {
                bytes.Add((byte)encoded[index]);
            }
            else if (index + 2 < encoded.Length && byte.TryParse(encoded.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                index += 2;
            }
            else
            {
                return null;
            }
        }

        var segment = Encoding.UTF8.GetString([.. bytes]);
        return BlobName.IsValid(segment) && (Encode(segment) == encoded || Directory(segment) == encoded) ? segment : null;
    }

    private static string Encode(string segment)
    {
        var encoded = new StringBuilder(segment.Length);
        foreach (var value in Encoding.UTF8.GetBytes(segment))
        {
            encoded.Append(IsPlain((char)value) ? ((char)value).ToString() : Escape(value));
        }

        // Windows reserves these names for devices, also with an extension.
        var text = encoded.ToString();
        return Devices.Contains(text.Split('.')[0]) ? Escape((byte)text[0]) + text[1..] : text;
    }

    /// <summary>Most names, by far: they need no decoding, and are known to be valid.</summary>
    private static bool IsItself(string encoded) =>
        encoded.Length is > 0 and <= BlobName.MaxSegmentBytes && encoded[0] != '.' && encoded[^1] != '.' && !encoded.AsSpan().ContainsAnyExcept(Plain)
        && (encoded.IndexOf('.', StringComparison.Ordinal) is var dot && (dot < 0 ? encoded.Length : dot) > LongestDevice);

    /// <summary>Whether a character is in a file name as it is in the segment.</summary>
    public static bool IsPlain(char character) => Plain.Contains(character);

    private static string Escape(byte value) => $"%{value:x2}";
}
