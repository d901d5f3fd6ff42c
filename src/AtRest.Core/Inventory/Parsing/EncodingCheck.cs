using System.Text;
using System.Text.Unicode;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Distinguishes empty files, binary files and other encodings from invalid JSON, because each has a different fix.</summary>
internal static class EncodingCheck
{
    /// <summary>Null if the bytes are non-empty UTF-8 text.</summary>
    public static (int Offset, string Message)? Explain(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || LooksLikeUtf16(bytes))
        {
            return (0, "The file is encoded in UTF-16 or UTF-32. Save it as UTF-8.");
        }

        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return (0, "The file is empty.");
        }

        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
        {
            return (zero, "The file contains a NUL byte, so it is a binary file, not text.");
        }

        return Utf8.IsValid(bytes) ? null : FirstInvalid(bytes);
    }

    /// <summary>ASCII in UTF-16 has a zero in every other byte.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && ((bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0));

    private static (int Offset, string Message) FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return (offset, $"The byte 0x{bytes[offset]:X2} is not valid UTF-8. The file has another encoding or is a binary file.");
    }
}
