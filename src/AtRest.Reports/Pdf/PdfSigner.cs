using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Signing;

namespace AtRest.Reports.Pdf;

/// <summary>Writes a document, with a signature after it if there is a signing key.</summary>
internal sealed class PdfSigner(ISigningKeySource keys, TimeProvider time)
{
    public async Task WriteAsync(WrittenDocument document, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(document.Bytes, cancellationToken);
        if (await keys.FindAsync(cancellationToken) is { } key)
        {
            var now = time.GetUtcNow();
            key.RequireValid(now);
            await stream.WriteAsync(PdfSignature.Sign(document, key, now), cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
    }
}
