using System.Runtime.CompilerServices;
using System.Text;

namespace AtRest.Reports.Html.Writing;

/// <summary>
/// Writes HTML from interpolated strings: the literal parts are markup, and the values are text, which is encoded. There is no way
/// to write a string without encoding; <see cref="Markup"/> is written as it is, and only this project's own embedded files become one.
/// </summary>
internal sealed class HtmlWriter(Stream stream)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StringBuilder buffer = new();

    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlTemplate template) => template.Complete();

    /// <summary>Writes the buffer to the stream, so that a report of any size needs little memory.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in buffer.GetChunks())
        {
            var bytes = new byte[Utf8.GetMaxByteCount(chunk.Length)];
            var length = Utf8.GetBytes(chunk.Span, bytes);
            await stream.WriteAsync(bytes.AsMemory(0, length), cancellationToken);
        }

        buffer.Clear();
    }

    internal void AppendMarkup(string markup) => buffer.Append(markup);

    internal void AppendText(string? text) => buffer.Append(SafeText.Encode(text));
}
