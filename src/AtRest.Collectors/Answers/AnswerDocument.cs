using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Answers;

/// <summary>
/// Checks that a response is one complete document within the bounds, before a library reads it. The AWS SDK reads an empty body, a web page and some truncated responses as responses in which
/// nothing is set, and for a bucket's versioning that is a valid response. The content type does not matter, because emulators send JSON as <c>text/html</c>.
/// </summary>
internal static class AnswerDocument
{
    /// <exception cref="MalformedAnswerException">The document is cut off.</exception>
    /// <exception cref="WrongAnswerException">The document is complete, but not what the service can have sent.</exception>
    public static void Check(ReadOnlyMemory<byte> content, AnswerBounds bounds)
    {
        if (bounds.Form == AnswerForm.Any)
        {
            return;
        }

        var start = StartOf(content.Span);
        if (start.IsEmpty)
        {
            throw new MalformedAnswerException("The response is empty.");
        }

        if (IsWebPage(start))
        {
            throw new WrongAnswerException("It is a web page.");
        }

        if (bounds.Form == AnswerForm.JsonObjectOrXml && start[0] == '<')
        {
            CheckXml(content, bounds);
        }
        else if (bounds.Form == AnswerForm.JsonObjectOrXml && start[0] != '{')
        {
            throw new WrongAnswerException("It is not a JSON object or an XML document.");
        }
        else
        {
            CheckJson(content, bounds);
        }
    }

    /// <summary>
    /// Checks only the bounds of an error: what its text means is decided by its status. A library could otherwise need the whole memory, or the whole stack, to read it.
    /// </summary>
    /// <exception cref="WrongAnswerException">The document exceeds the bounds.</exception>
    public static void CheckError(ReadOnlyMemory<byte> content, AnswerBounds bounds)
    {
        var start = StartOf(content.Span);
        if (start.IsEmpty || IsWebPage(start))
        {
            return;
        }

        try
        {
            if (start[0] is (byte)'{' or (byte)'[')
            {
                _ = IsComplete(content.Span, bounds);
            }
            else if (start[0] == '<')
            {
                _ = RootOf(content, bounds, _ => { });
            }
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            // A gateway's text can be anything.
        }
    }

    private static void CheckJson(ReadOnlyMemory<byte> content, AnswerBounds bounds)
    {
        try
        {
            if (!IsComplete(content.Span, bounds))
            {
                throw new MalformedAnswerException("The response is cut off.");
            }
        }
        catch (JsonException exception)
        {
            throw new WrongAnswerException($"It is not valid JSON: {exception.Message}", exception);
        }

        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = AnswerBounds.Deepest });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new WrongAnswerException("A member appears twice in the same JSON object, so its value is not clear.", exception);
        }
    }

    /// <summary>Whether the JSON ends where its root ends, and not before.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    private static bool IsComplete(ReadOnlySpan<byte> json, AnswerBounds bounds)
    {
        if (!Utf8.IsValid(json))
        {
            throw new WrongAnswerException("It is not UTF-8.");
        }

        // Not the final block: the reader then reports JSON that is cut off and JSON that is wrong differently.
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        var (values, isComplete) = (0, false);

        // A bit for each level: whether it is a list.
        var lists = 0UL;
        while (reader.Read())
        {
            var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            values += reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray ? 0 : 1;
            ThrowIfBeyond(bounds, opens ? reader.CurrentDepth + 1 : reader.CurrentDepth, values, reader.ValueSpan.Length);
            ThrowIfEmptyPlace(reader.TokenType, reader.CurrentDepth, ref lists);
            isComplete = reader.CurrentDepth == 0 && !opens;
        }

        return isComplete;
    }

    /// <summary>No cloud sends a list with null as an item, and code that reads lists does not expect it.</summary>
    private static void ThrowIfEmptyPlace(JsonTokenType token, int depth, ref ulong lists)
    {
        switch (token)
        {
            case JsonTokenType.StartArray:
                lists |= 1UL << depth;
                break;
            case JsonTokenType.StartObject:
                lists &= ~(1UL << depth);
                break;
            case JsonTokenType.Null when depth > 0 && (lists >> (depth - 1) & 1) == 1:
                throw new WrongAnswerException("It has a list with an empty place (null).");
        }
    }

    private static void CheckXml(ReadOnlyMemory<byte> content, AnswerBounds bounds)
    {
        string? root = null;
        try
        {
            RootOf(content, bounds, name => root = name);
        }
        catch (XmlException exception)
        {
            throw root is not null && Encoding.UTF8.GetString(content.Span).TrimEnd().EndsWith($"</{root}>", StringComparison.Ordinal)
                ? new WrongAnswerException($"It is not valid XML: {exception.Message}", exception)
                : new MalformedAnswerException("The response is cut off.", exception);
        }

        if (root!.Equals("html", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongAnswerException("It is a web page.");
        }
    }

    /// <summary>Reads the XML to its end, because a document that was cut off is recognized only there.</summary>
    /// <exception cref="XmlException">It is not XML.</exception>
    private static string? RootOf(ReadOnlyMemory<byte> content, AnswerBounds bounds, Action<string> root)
    {
        using var reader = XmlReader.Create(new MemoryStream(content.ToArray(), writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        var values = 0;
        string? name = null;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (name is null)
                {
                    root(name = reader.Name);
                }

                values += 1 + reader.AttributeCount;
            }

            ThrowIfBeyond(bounds, reader.Depth, values, reader.HasValue ? reader.Value.Length : 0);
        }

        return name;
    }

    private static void ThrowIfBeyond(AnswerBounds bounds, int depth, int values, int length)
    {
        if (depth > AnswerBounds.Deepest)
        {
            throw new WrongAnswerException($"It is nested more than {AnswerBounds.Deepest} levels deep, the most that AtRest reads.");
        }

        if (values > bounds.MostValues)
        {
            throw new WrongAnswerException($"It has more than {bounds.MostValues.ToString("N0", CultureInfo.InvariantCulture)} values, the most that AtRest reads.");
        }

        if (length > AnswerBounds.LongestText)
        {
            throw new WrongAnswerException($"It contains a text that is larger than {AnswerBounds.LongestText / 1024} KiB, the most that AtRest reads.");
        }
    }

    private static ReadOnlySpan<byte> StartOf(ReadOnlySpan<byte> content) => content.TrimStart(" \t\r\n"u8);

    private static bool IsWebPage(ReadOnlySpan<byte> start) => StartsWith(start, "<!doctype html") || StartsWith(start, "<html");

    private static bool StartsWith(ReadOnlySpan<byte> start, string text) => start.Length >= text.Length && Ascii.EqualsIgnoreCase(start[..text.Length], text);
}
