using AtRest.Core.Audits;

namespace AtRest.Reports.Html;

/// <summary>The evidence that a page lists: each call with its number, the calls about a resource together.</summary>
internal sealed class EvidenceSheet
{
    private readonly Dictionary<string, (int Number, EvidenceEntry Entry)> numbers = new(StringComparer.Ordinal);

    public EvidenceSheet(IEnumerable<EvidenceEntry> entries)
    {
        foreach (var entry in entries.OrderBy(entry => entry.Resource, StringComparer.Ordinal).ThenBy(entry => entry.Source, StringComparer.Ordinal))
        {
            numbers.TryAdd(entry.Id, (numbers.Count + 1, entry));
        }
    }

    public static EvidenceSheet Empty { get; } = new([]);

    /// <summary>By number.</summary>
    public IEnumerable<(int Number, EvidenceEntry Entry)> Entries => numbers.Values;

    public bool IsEmpty => numbers.Count == 0;

    /// <summary>Null for evidence that is not listed.</summary>
    public (int Number, EvidenceEntry Entry)? Find(string id) => numbers.TryGetValue(id, out var found) ? found : null;

    /// <summary>The numbers of entries, neighbours as one run: 3 and 5 to 7. Entries that are not listed are left out.</summary>
    public IEnumerable<(int First, string Text)> RunsOf(IEnumerable<string> ids) =>
        Runs.Of(ids.Select(Find).OfType<(int Number, EvidenceEntry Entry)>().Select(found => found.Number));
}
