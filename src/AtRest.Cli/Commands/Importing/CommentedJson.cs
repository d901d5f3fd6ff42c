using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.Commands.Importing;

/// <summary>Writes JSON with comments, and with a trailing comma before a comment that comes last. Inventories can have both.</summary>
internal sealed class CommentedJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder text = new();
    private int depth;
    private bool needsComma;

    /// <summary>Writes a comment on its own line. Text from outside cannot end it.</summary>
    public void Comment(string comment)
    {
        EndValue();
        Line($"// {SafeText.Line(comment)}");
        needsComma = false;
    }

    public void Open(string? name, char bracket)
    {
        EndValue();
        Line($"{Prefix(name)}{bracket}");
        depth++;
        needsComma = false;
    }

    public void Close(char bracket)
    {
        if (needsComma)
        {
            text.Append('\n');
        }

        depth--;
        text.Append(' ', depth * 2).Append(bracket);
        needsComma = true;
    }

    public void Text(string name, string value)
    {
        EndValue();
        text.Append(' ', depth * 2).Append(Prefix(name)).Append(JsonSerializer.Serialize(value, Readable));
        needsComma = true;
    }

    public void TextIfAny(string name, string? value)
    {
        if (value is not null)
        {
            Text(name, value);
        }
    }

    public override string ToString() => $"{text}\n";

    private static string Prefix(string? name) => name is null ? "" : $"{JsonSerializer.Serialize(name, Readable)}: ";

    private void EndValue()
    {
        if (needsComma)
        {
            text.Append(",\n");
        }
    }

    private void Line(string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
