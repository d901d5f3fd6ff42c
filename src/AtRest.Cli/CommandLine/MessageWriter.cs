using System.Text;

namespace AtRest.Cli.CommandLine;

/// <summary>
/// Standard error that may be closed or full (<c>2&gt;&amp;-</c>). A message that cannot be written changes neither the results nor the exit code:
/// there is no other place to write it to.
/// </summary>
internal sealed class MessageWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    private volatile bool isLost;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(value, static (writer, value) => writer.Write(value));

    public override void Write(string? value) => Try(value, static (writer, value) => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Try(value, static (writer, value) => writer.WriteLine(value));

    public override void Flush() => Try(0, static (writer, _) => writer.Flush());

    private void Try<T>(T value, Action<TextWriter, T> write)
    {
        if (isLost)
        {
            return;
        }

        try
        {
            write(inner, value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            isLost = true;
        }
    }
}
