using AtRest.Core.Audits;

namespace AtRest.Reports.Pages;

/// <summary>The evidence of a report by ID. Texts that calls share are kept once.</summary>
internal sealed class EvidenceStore
{
    private readonly Dictionary<string, EvidenceEntry> entries = new(StringComparer.Ordinal);

    public EvidenceStore(IEnumerable<EvidenceEntry> evidence)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        string Shared(string text)
        {
            if (!texts.TryGetValue(text, out var known))
            {
                texts.Add(text, known = text);
            }

            return known;
        }

        foreach (var entry in evidence)
        {
            entries.TryAdd(entry.Id, entry with { Source = Shared(entry.Source), Resource = Shared(entry.Resource) });
        }
    }

    /// <summary>The evidence that findings of the clusters refer to.</summary>
    public IEnumerable<EvidenceEntry> Of(IEnumerable<ClusterAudit> clusters) => clusters
        .SelectMany(cluster => cluster.Findings)
        .SelectMany(finding => finding.Evidence)
        .Distinct(StringComparer.Ordinal)
        .Select(id => entries.GetValueOrDefault(id))
        .OfType<EvidenceEntry>();
}
