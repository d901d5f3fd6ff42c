using System.Text.Json;
using AtRest.Core.Evidence.Json;
using AtRest.KeyPolicies.Json;

namespace AtRest.Core.Audits;

/// <summary>
/// Checks the text of saved evidence while it is read: that it is JSON, its version, and its hashes. It holds no more of it than one item of a list, so that evidence may have any size.
/// </summary>
internal sealed class EvidenceCheck
{
    /// <summary>Lists and objects up to here are checked item by item: the evidence, its members, and the members of the clouds.</summary>
    private const int DeepestWalked = 3;

    private readonly EvidenceIntegrity integrity = new();
    private JsonReaderState state;
    private byte[] buffer = [];

    /// <summary>The end of the text in <see cref="buffer"/>.</summary>
    private int end;

    /// <summary>What was read of it.</summary>
    private int read;

    /// <summary>The beginning of the item that is being read; -1: none.</summary>
    private int item = -1;
    private int itemDepth;

    /// <summary>The place of <see cref="read"/> in the whole text.</summary>
    private (long Line, long Column) place;
    private bool hasText;
    private bool isObject;
    private string? version;
    private bool isVersion;
    private InvalidOperationException? notUnicode;

    /// <summary>Takes the next part of the text.</summary>
    /// <exception cref="EvidenceFormatException">It is not JSON.</exception>
    public void Add(ReadOnlySpan<byte> text)
    {
        var kept = item >= 0 ? item : read;
        if (end + text.Length > buffer.Length)
        {
            var (old, size) = (buffer, end - kept + text.Length);
            buffer = size > buffer.Length ? new byte[Math.Max(size, buffer.Length * 2)] : buffer;
            old.AsSpan(kept, end - kept).CopyTo(buffer);
            (end, read, item) = (end - kept, read - kept, item >= 0 ? 0 : item);
        }

        text.CopyTo(buffer.AsSpan(end));
        end += text.Length;
        hasText |= text.IndexOfAnyExcept(" \t\r\n"u8) >= 0;
        Read(isLast: false);
    }

    /// <summary>The text has ended.</summary>
    /// <exception cref="EvidenceFormatException">It is not JSON, not evidence, or of another version.</exception>
    public void End()
    {
        Read(isLast: true);
        if (!isObject || version is null)
        {
            throw notUnicode is null ? new EvidenceFormatException("This is not the saved evidence of an audit: it has no 'schemaVersion'.") : notUnicode;
        }

        if (version != AuditEvidence.CurrentSchemaVersion)
        {
            throw new EvidenceFormatException(
                $"The saved evidence has schema version '{version}', but this version of AtRest reads '{AuditEvidence.CurrentSchemaVersion}'. Judge it with the version that saved it.");
        }
    }

    /// <exception cref="EvidenceFormatException">A hash does not match.</exception>
    public void RequireIntegrity()
    {
        if (notUnicode is not null)
        {
            throw notUnicode;
        }

        if (integrity.Explain() is { } changed)
        {
            throw new EvidenceFormatException($"The saved evidence was changed after AtRest saved it, so AtRest does not judge it: {changed}");
        }
    }

    private void Read(bool isLast)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(read, end - read), isLast, state);
        var start = read;
        try
        {
            while (reader.Read())
            {
                Take(ref reader, start);
            }
        }
        catch (JsonException exception)
        {
            throw new EvidenceFormatException($"The saved evidence is not JSON{JsonFault.Place(exception)}. {(hasText ? JsonSyntax.ExplainRest(exception, Rest(exception)) : "The text is empty.")}", exception);
        }

        var passed = buffer.AsSpan(start, (int)reader.BytesConsumed);
        var lines = passed.Count((byte)'\n');
        place = lines == 0 ? (place.Line, place.Column + passed.Length) : (place.Line + lines, passed.Length - passed.LastIndexOf((byte)'\n') - 1);
        read = start + passed.Length;
        state = reader.CurrentState;
    }

    private void Take(ref Utf8JsonReader reader, int start)
    {
        var (type, depth) = (reader.TokenType, reader.CurrentDepth);
        if (item >= 0)
        {
            if (depth == itemDepth && type is (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                Check(buffer.AsMemory(item, start + (int)reader.BytesConsumed - item));
                item = -1;
            }
        }
        else if (depth == 0)
        {
            isObject |= type == JsonTokenType.StartObject;
        }
        else if (depth == 1 && type == JsonTokenType.PropertyName)
        {
            isVersion = reader.ValueTextEquals("schemaVersion"u8);
        }
        else if (depth == 1 && type == JsonTokenType.String && isVersion)
        {
            try
            {
                version = reader.GetString();
            }
            catch (InvalidOperationException exception)
            {
                // System.Text.Json throws this for bytes or escapes that are not Unicode.
                notUnicode ??= exception;
            }
        }
        else if (depth >= DeepestWalked && type is (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            (item, itemDepth) = (start + (int)reader.TokenStartIndex, depth);
        }
    }

    private void Check(ReadOnlyMemory<byte> text)
    {
        using var part = JsonDocument.Parse(text);
        try
        {
            integrity.Check(part.RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            notUnicode ??= exception as InvalidOperationException ?? new InvalidOperationException(exception.Message, exception);
        }
    }

    /// <summary>The text from an error on.</summary>
    private ReadOnlySpan<byte> Rest(JsonException exception)
    {
        var rest = buffer.AsSpan(read, end - read);
        var column = (exception.BytePositionInLine ?? 0) - (exception.LineNumber == place.Line ? place.Column : 0);
        for (var line = place.Line; line < exception.LineNumber; line++)
        {
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        return rest[(int)Math.Clamp(column, 0, rest.Length)..];
    }
}
