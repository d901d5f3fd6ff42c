using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Reads a string, or a list of strings, as the grammar allows almost everywhere.</summary>
internal static class StringList
{
    /// <summary>Null if it is not a string; that is reported.</summary>
    public static string? ReadOne(ref JsonCursor cursor, string path)
    {
        if (cursor.Token == JsonTokenType.String)
        {
            return cursor.Text(path);
        }

        cursor.Issues.Error(path, cursor.Position, $"A string was expected; this is {cursor.Kind}.");
        cursor.Skip();
        return null;
    }

    /// <summary>A string counts as a list of one. Numbers and booleans are read as their text only if <paramref name="scalars"/> says so.</summary>
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
                cursor.Issues.Error(path, at, $"This is {cursor.Kind}; {expected} was expected.");
                cursor.Skip();
                return null;
        }
    }
}

/// <summary>How numbers and booleans are read where a string is expected.</summary>
internal enum ScalarPolicy : byte
{
    Reject,

    /// <summary>"Quotation marks are optional for numeric and Boolean values" (the grammar's page).</summary>
    TakeText,
}

/// <summary>A string and its place in the text.</summary>
internal readonly record struct LocatedText(string Value, TextPosition At, string Path);
