using System.Text;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Reads a small text file, or standard input for <c>-</c>.</summary>
internal static class InputText
{
    private const string StandardInput = "-";

    /// <summary>Far more than any policy or list of grants that is judged here has.</summary>
    private const int LongestBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text without its byte order mark, whether it had one, and what to call it in messages; <c>what</c> is the kind of file, such as <c>policy</c>.
    /// </summary>
    /// <exception cref="InvalidInputException">It cannot be read, is too long, or is not UTF-8.</exception>
    public static async Task<(string Name, string Text, bool HasMark)> ReadAsync(string what, string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var name = path == StandardInput ? "standard input" : path;
        try
        {
            var stream = path == StandardInput ? environment.OpenInput() : OpenFile(path);
            await using (stream.ConfigureAwait(false))
            {
                var bytes = await ReadAsync(stream, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidInputException($"The {what} '{name}' is longer than {LongestBytes / 1024 / 1024} MiB.");
                var hasMark = bytes.Span.StartsWith(Encoding.UTF8.Preamble);
                return (name, Strict.GetString(hasMark ? bytes.Span[Encoding.UTF8.Preamble.Length..] : bytes.Span), hasMark);
            }
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidInputException($"The {what} '{name}' is not UTF-8 text (byte {exception.Index + 1}). Save it as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"The {what} '{name}' cannot be read: {exception.Message}");
        }
    }

    public static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
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
