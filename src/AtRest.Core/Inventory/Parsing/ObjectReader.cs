using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads the properties of one object and logs errors in them. An optional property with the value null counts as missing.</summary>
internal sealed class ObjectReader
{
    private readonly ErrorLog log;

    private ObjectReader(SourceNode node, ErrorLog log)
    {
        Node = node;
        this.log = log;
    }

    public SourceNode Node { get; }

    /// <summary>Null if the node is not an object. Properties that are not in the list of names are errors.</summary>
    public static ObjectReader? Open(SourceNode node, string what, ImmutableArray<string> names, ErrorLog log)
    {
        if (node.Kind != JsonTokenType.StartObject)
        {
            log.Error(node, $"{what} must be an object, not {node.KindInWords}.", "{ … }");
            return null;
        }

        foreach (var child in node.Children.Where(child => !names.Contains(child.Name!)))
        {
            log.Error(child.NamePosition, child.Path, $"{what} has no property {Wording.Quote(child.Name!)}.", string.Join(", ", names), NearestName.To(child.Name!, names));
        }

        return new ObjectReader(node, log);
    }

    public SourceNode? Optional(string name) => Node.Find(name) is { IsNull: false } child ? child : null;

    public SourceNode? Required(string name)
    {
        var child = Optional(name);
        if (child is null)
        {
            var position = Node.Find(name)?.Position ?? Node.Position;
            log.Error(position, Node.Path + SourceNode.PathOf(name), $"The property '{name}' is required.");
        }

        return child;
    }

    /// <summary>A string with more than white space, or null with an error in the log.</summary>
    public string? OptionalText(string name) => Optional(name) is { } child ? TextOf(child) : null;

    public string? RequiredText(string name) => Required(name) is { } child ? TextOf(child) : null;

    public ImmutableArray<T> List<T>(string name, Func<SourceNode, T?> read)
        where T : class
    {
        if (Optional(name) is not { } list)
        {
            return [];
        }

        if (list.Kind != JsonTokenType.StartArray)
        {
            log.Error(list, $"'{name}' must be an array, not {list.KindInWords}.", "[ … ]");
            return [];
        }

        return [.. list.Children.Select(read).OfType<T>()];
    }

    private string? TextOf(SourceNode child)
    {
        if (child.Text is null)
        {
            log.Error(child, $"'{child.Name}' must be a string, not {child.KindInWords}.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(child.Text))
        {
            log.Error(child, $"'{child.Name}' is empty.");
            return null;
        }

        return child.Text;
    }
}
