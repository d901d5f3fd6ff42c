using AtRest.Core.Audits;
using AtRest.Core.Controls;

namespace AtRest.Reports.Signing;

/// <summary>Signs the files of a report together.</summary>
public sealed class ReportSigner(ISigningKeySource keys, TimeProvider time)
{
    /// <summary>The name of the signature's file beside the files of a report.</summary>
    public const string FileName = "report.dsse.json";

    /// <summary>The media type of the signature's file.</summary>
    public const string MediaType = "application/json";

    /// <summary>Whether there is a key.</summary>
    /// <exception cref="SigningKeyException">There is a key, and it cannot be used.</exception>
    public async Task<bool> IsOnAsync(CancellationToken cancellationToken) => await keys.FindAsync(cancellationToken) is not null;

    /// <summary>The DSSE envelope with an in-toto statement about the files; null if reports are not signed.</summary>
    /// <exception cref="SigningKeyException">There is a key, and it cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<byte[]?> SignAsync(AuditReport report, IEnumerable<FileDigest> files, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(cancellationToken) is not { } key)
        {
            return null;
        }

        var now = time.GetUtcNow();
        key.RequireValid(now);
        var statement = new InTotoStatement
        {
            Type = InTotoStatement.CurrentType,
            Subject = [.. files.Select(StatementSubject.Of)],
            PredicateType = InTotoStatement.ReportPredicate,
            Predicate = new()
            {
                ReportId = report.ReportId,
                AuditId = report.AuditId,
                Organization = report.OrganizationId,
                GeneratedAt = Timestamp.Iso(report.GeneratedAt),
                Tool = new() { Name = report.Tool.Name, Version = report.Tool.Version, Commit = BuildInfo.CommitOf(report.Tool), RuleCatalogue = RuleCatalogVersion.Sha256 },
                SignedAt = Timestamp.Iso(now),
                Certificates = key.PublicKey.Certificates,
            },
        };
        var payload = statement.Write();
        return new Envelope
        {
            Payload = Convert.ToBase64String(payload),
            PayloadType = Envelope.InToto,
            Signatures = [new() { KeyId = key.PublicKey.KeyId, Sig = Convert.ToBase64String(key.Sign(Envelope.Encode(Envelope.InToto, payload))) }],
        }.Write();
    }
}
