using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Reads a string or a list of strings. The grammar allows both for most elements.</summary>
internal static class StringList
{
    /// <summary>Reads a string. Returns null, and reports an error, for any other value.</summary>
    public static string? ReadOne(ref JsonCursor cursor, string path)
    {
        if (cursor.Token == JsonTokenType.String)
        {
            return cursor.Text(path);
        }

        cursor.Issues.Error(path, cursor.Position, $"Expected a string, but this is {cursor.Kind}.");
        cursor.Skip();
        return null;
    }

    /// <summary>Reads a list of strings. A single string is a list with one item. <paramref name="scalars"/> says whether numbers and booleans are allowed.</summary>
    public static ImmutableArray<LocatedText> ReadMany(ref JsonCursor cursor, string path, ScalarPolicy scalars)
    {
        if (cursor.Token != JsonTokenType.StartArray)
        {
            return ReadItem(ref cursor, path, scalars, "a string or a list of strings") is { } only ? [only] : [];
        }

        var items = ImmutableArray.CreateBuilder<LocatedText>();
        var index = 0;
        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (ReadItem(ref cursor, $"{path}[{index++}]", scalars, "a string") is { } item)
            {
                items.Add(item);
            }
        }

        return items.ToImmutable();
    }

    private static LocatedText? ReadItem(ref JsonCursor cursor, string path, ScalarPolicy scalars, string expected)
    {
        var at = cursor.Position;
        switch (cursor.Token)
        {
            case JsonTokenType.String:
                return new(cursor.Text(path), at, path);
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when scalars == ScalarPolicy.TakeText:
                return new(cursor.RawText(), at, path);
            default:
                cursor.Issues.Error(path, at, $"Expected {expected}, but this is {cursor.Kind}.");
                cursor.Skip();
                return null;
        }
    }
}

/// <summary>How to handle numbers and booleans where a string is expected.</summary>
internal enum ScalarPolicy : byte
{
    Reject,

    /// <summary>Reads their text: "Quotation marks are optional for numeric and Boolean values" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).</summary>
    TakeText,
}

/// <summary>A string and its position in the text.</summary>
internal readonly record struct LocatedText(string Value, TextPosition At, string Path);
