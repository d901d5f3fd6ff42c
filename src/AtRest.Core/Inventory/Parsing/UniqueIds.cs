namespace AtRest.Core.Inventory.Parsing;

/// <summary>Checks that each ID is used once.</summary>
internal sealed class UniqueIds(string what, ErrorLog log)
{
    // UUIDs that differ only in case are the same ID.
    private readonly Dictionary<string, SourceNode> seen = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string id, SourceNode node)
    {
        if (!seen.TryAdd(id, node))
        {
            var first = seen[id];
            log.Error(node, $"The {what} {Wording.Quote(id)} is used twice, first in line {first.Position.Line} ({first.Path}).", "each ID once");
        }
    }
}
