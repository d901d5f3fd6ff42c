using System.Collections.Immutable;
using AtRest.Core.Audits;

namespace AtRest.Cli.Auditing;

/// <summary>Where the evidence of a run comes from.</summary>
internal interface IAuditSource : IAsyncDisposable
{
    /// <summary>The ids of the organizations that will be judged, known before any evidence is.</summary>
    ImmutableArray<string> Organizations { get; }

    /// <summary>The evidence of every organization, in the order of <see cref="Organizations"/>.</summary>
    Task<ImmutableArray<AuditEvidence>> ReadAsync(CancellationToken cancellationToken);
}
