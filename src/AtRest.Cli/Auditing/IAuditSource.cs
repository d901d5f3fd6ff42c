using System.Collections.Immutable;
using AtRest.Core.Audits;

namespace AtRest.Cli.Auditing;

/// <summary>Provides the evidence of an audit.</summary>
internal interface IAuditSource : IAsyncDisposable
{
    /// <summary>The IDs of the organizations to judge. They are known before any evidence is read.</summary>
    ImmutableArray<string> Organizations { get; }

    /// <summary>Reads the evidence of every organization, in the order of <see cref="Organizations"/>.</summary>
    Task<ImmutableArray<AuditEvidence>> ReadAsync(CancellationToken cancellationToken);
}
