using System.Collections.Immutable;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Collects errors and warnings.</summary>
internal sealed class ErrorLog
{
    /// <summary>More errors than anyone fixes by hand. A file with more is probably not an inventory.</summary>
    private const int MaxKept = 10_000;

    private readonly List<InventoryError> errors = [];
    private readonly List<InventoryError> warnings = [];
    private int leftOut;

    public bool HasErrors => errors.Count > 0;

    public void Error(SourceNode node, string message, string? allowed = null, string? suggestion = null) =>
        Error(node.Position, node.Path, message, allowed, suggestion);

    public void Error(SourcePosition position, string path, string message, string? allowed = null, string? suggestion = null)
    {
        if (errors.Count < MaxKept)
        {
            errors.Add(Entry(position, path, message, allowed, suggestion));
        }
        else
        {
            leftOut++;
        }
    }

    public void Warn(SourceNode node, string message, string? suggestion = null)
    {
        if (warnings.Count < MaxKept)
        {
            warnings.Add(Entry(node.Position, node.Path, message, null, suggestion));
        }
    }

    public InventoryParseResult ToResult(InventoryDocument? document)
    {
        var sorted = Sort(errors);
        return new InventoryParseResult
        {
            Document = HasErrors ? null : document,
            Errors = leftOut == 0 ? sorted : sorted.Add(sorted[^1] with { Message = $"There are {leftOut} more errors, which are not shown.", Allowed = null, Suggestion = null }),
            Warnings = Sort(warnings),
        };
    }

    private static InventoryError Entry(SourcePosition position, string path, string message, string? allowed, string? suggestion) => new()
    {
        Line = position.Line,
        Column = position.Column,
        Path = path,
        Message = message,
        Allowed = allowed,
        Suggestion = suggestion,
    };

    private static ImmutableArray<InventoryError> Sort(List<InventoryError> entries) => [.. entries.OrderBy(entry => entry.Line).ThenBy(entry => entry.Column)];
}
