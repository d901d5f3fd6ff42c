using System.Text;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Reads a text file, or standard input for <c>-</c>.</summary>
internal static class InputText
{
    public const string StandardInput = "-";

    /// <summary>What messages call it.</summary>
    public const string StandardInputName = "standard input";

    /// <summary>Much longer than any policy or list of grants.</summary>
    private const int LongestBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// What <c>&gt;</c> writes in Windows PowerShell (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding),
    /// and the same in big-endian order. Without a byte order mark, UTF-16 is not recognized.
    /// </summary>
    private static readonly UnicodeEncoding[] StrictUtf16 = [new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)];

    /// <summary>
    /// Reads the text without its byte order mark, whether it had the mark of UTF-8, and its name for messages. <c>what</c> is the kind of file, such as
    /// <c>policy</c>. UTF-16 is read if it starts with its mark.
    /// </summary>
    /// <exception cref="InvalidInputException">It cannot be read, is empty or too long, or is neither UTF-8 nor UTF-16 with a mark.</exception>
    public static async Task<(string Name, string Text, bool HasMark)> ReadAsync(string what, string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var name = path == StandardInput ? StandardInputName : path;
        ReadOnlyMemory<byte> bytes;
        try
        {
            var stream = path == StandardInput ? environment.OpenInput() : OpenFile(path);
            await using (stream)
            {
                bytes = await ReadAsync(stream, cancellationToken)
                    ?? throw new InvalidInputException($"The {what} '{name}' is longer than {LongestBytes / 1024 / 1024} MiB, the limit.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException(Fault(what, name, exception));
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

    /// <summary>Why a file cannot be read, as a sentence.</summary>
    public static string Fault(string what, string path, Exception exception) => exception switch
    {
        _ when Directory.Exists(path) => $"The {what} '{path}' is a folder. Name a file in it.",
        FileNotFoundException or DirectoryNotFoundException => $"The {what} '{path}' does not exist. Check the path.",
        UnauthorizedAccessException => $"The {what} '{path}' cannot be read: access is denied. Check the permissions of the file.",
        _ => $"The {what} '{path}' cannot be read: {FileFault.Reason(exception)}.",
    };

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
