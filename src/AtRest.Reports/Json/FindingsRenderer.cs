using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <inheritdoc cref="IFindingsRenderer"/>
internal sealed class FindingsRenderer : IFindingsRenderer
{
    public async Task RenderAsync(Verdict verdict, IReadOnlyList<Finding> findings, Stream stream, CancellationToken cancellationToken)
    {
        await using (var json = new Utf8JsonWriter(stream, JsonLayout.SingleLine))
        {
            json.WriteStartObject();
            json.WriteString("verdict", ReportWords.Of(verdict));
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                FindingElement.Write(json, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}
