using System.Text.Json;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Builds the tree. Recursion is bounded by the reader's own maximum depth.</summary>
internal sealed class TreeBuilder(ErrorLog log)
{
    /// <summary>A bound on memory and time: each cluster is about a dozen values.</summary>
    public const int MaxValues = 1_000_000;

    private int values;

    public SourceNode Build(ref Utf8JsonReader reader, SourceCursor cursor) => Value(ref reader, ref cursor, Slot.Root);

    private SourceNode Value(ref Utf8JsonReader reader, ref SourceCursor cursor, Slot slot)
    {
        var position = cursor.AdvanceTo(reader.TokenStartIndex);
        if (++values > MaxValues)
        {
            throw new TooManyValuesException(position);
        }

        var node = new SourceNode
        {
            Kind = reader.TokenType,
            Position = position,
            Parent = slot.Parent,
            Name = slot.Name,
            NamePosition = slot.NamePosition,
            Index = slot.Index,
            Text = reader.TokenType == JsonTokenType.String ? Text(ref reader, position, slot.Path) : null,
        };
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Properties(ref reader, ref cursor, node);
                break;
            case JsonTokenType.StartArray:
                Items(ref reader, ref cursor, node);
                break;
        }

        return node;
    }

    private void Items(ref Utf8JsonReader reader, ref SourceCursor cursor, SourceNode array)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            array.Add(Value(ref reader, ref cursor, new Slot(array, null, default, array.Children.Count)));
        }
    }

    private void Properties(ref Utf8JsonReader reader, ref SourceCursor cursor, SourceNode parent)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var position = cursor.AdvanceTo(reader.TokenStartIndex);
            var name = Text(ref reader, position, () => parent.Path);
            reader.Read();
            var value = Value(ref reader, ref cursor, new Slot(parent, name, position, 0));
            if (names.Add(name))
            {
                parent.Add(value);
            }
            else
            {
                log.Error(position, value.Path, $"The property {Wording.Quote(name)} occurs twice in this object.", "each property once");
            }
        }
    }

    private string Text(ref Utf8JsonReader reader, SourcePosition position, Func<string> path)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // The bytes are already known to be valid UTF-8, so only an escape can be wrong.
            log.Error(position, path(), "A \\u escape encodes half a character (an unpaired surrogate).", "both halves, or the character itself");
            return "\uFFFD";
        }
    }

    /// <summary>The place of a value in its parent.</summary>
    private readonly record struct Slot(SourceNode? Parent, string? Name, SourcePosition NamePosition, int Index)
    {
        public static Slot Root => default;

        public string Path() => Parent is null ? "$" : Parent.Path + (Name is null ? $"[{Index}]" : SourceNode.PathOf(Name));
    }
}

/// <summary>The file has more values than <see cref="TreeBuilder.MaxValues"/>.</summary>
internal sealed class TooManyValuesException(SourcePosition position) : Exception
{
    public SourcePosition Position { get; } = position;
}
