using System.Text;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Reads a small text file, or standard input for <c>-</c>.</summary>
internal static class InputText
{
    private const string StandardInput = "-";

    /// <summary>Far more than any policy or list of grants that is judged here has.</summary>
    private const int LongestBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// What <c>&gt;</c> writes in Windows PowerShell (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding),
    /// and its big-endian sibling. Without a mark UTF-16 is not recognized.
    /// </summary>
    private static readonly UnicodeEncoding[] StrictUtf16 = [new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)];

    /// <summary>
    /// The text without its byte order mark, whether it had the mark of UTF-8, and what to call it in messages; <c>what</c> is the kind of file, such as
    /// <c>policy</c>. UTF-16 is read if it starts with its mark.
    /// </summary>
    /// <exception cref="InvalidInputException">It cannot be read, is too long, or is neither UTF-8 nor UTF-16 with its mark.</exception>
    public static async Task<(string Name, string Text, bool HasMark)> ReadAsync(string what, string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var name = path == StandardInput ? "standard input" : path;
        ReadOnlyMemory<byte> bytes;
        try
        {
            var stream = path == StandardInput ? environment.OpenInput() : OpenFile(path);
            await using (stream)
            {
                bytes = await ReadAsync(stream, cancellationToken)
                    ?? throw new InvalidInputException($"The {what} '{name}' is longer than {LongestBytes / 1024 / 1024} MiB.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"The {what} '{name}' cannot be read: {exception.Message}");
        }

        var (text, hasMark) = Decode(what, name, bytes.Span);
        return (name, text, hasMark);
    }

    private static (string Text, bool HasMark) Decode(string what, string name, ReadOnlySpan<byte> bytes)
    {
        foreach (var encoding in StrictUtf16)
        {
            if (bytes.StartsWith(encoding.Preamble))
            {
                try
                {
                    return (encoding.GetString(bytes[encoding.Preamble.Length..]), false);
                }
                catch (DecoderFallbackException)
                {
                    throw new InvalidInputException($"The {what} '{name}' is not UTF-16 text, although it starts with the byte order mark of UTF-16. Save it as UTF-8.");
                }
            }
        }

        try
        {
            var hasMark = bytes.StartsWith(Encoding.UTF8.Preamble);
            return (StrictUtf8.GetString(hasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes), hasMark);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidInputException($"The {what} '{name}' is not UTF-8 text (byte {exception.Index + 1}). Save it as UTF-8.");
        }
    }

    public static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
            if (read.Length > LongestBytes)
            {
                return null;
            }
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }
}
