using System.Collections.Immutable;
using AtRest.Reports;

namespace AtRest.Hosting.Reports;

/// <summary>The formats that the server writes and offers.</summary>
internal sealed class StoredFormats(IEnumerable<IReportRenderer> renderers, HostSettings settings)
{
    /// <summary>A report of more clusters is stored only in the formats with <see cref="IReportRenderer.IsStored"/>: each format costs every audit of a big fleet time and storage.</summary>
    public const int MostClustersInAllFormats = 200;

    /// <summary>The formats that a report can have.</summary>
    public ImmutableArray<string> Offered { get; } = [.. renderers.Where(renderer => renderer.IsStored || settings.Audits.AllFormats).Select(renderer => renderer.Format)];

    /// <summary>The formats of a report.</summary>
    public IEnumerable<IReportRenderer> Of(int clusters) => renderers.Where(renderer => renderer.IsStored || (settings.Audits.AllFormats && clusters <= MostClustersInAllFormats));
}
