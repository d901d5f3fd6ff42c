using System.Text;
using AtRest.Core.Audits;
using AtRest.Reports.Csv;
using AtRest.Reports.Tests.Samples;
using Microsoft.VisualBasic.FileIO;

namespace AtRest.Reports.Tests.Csv;

public sealed class CsvReportRendererTests
{
    private const string Formulas = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Csv_ReportOfAnyKind_IsOneRowAFinding(string sample)
    {
        var report = NamedReports.Of(sample);

        var rows = await RowsAsync(report);

        rows.ShouldAllBe(row => row.Length == rows[0].Length);
        rows.Count.ShouldBe(1 + report.Clusters.Sum(cluster => cluster.Findings.Length) + report.Findings.Length);
        rows.Skip(1).Select(row => row[0]).ShouldBeUnique();
    }

    [Fact]
    public async Task Csv_Always_HasTheseColumns()
    {
        // Programs read them by place: only add new ones at the end.
        (await RowsAsync(SampleReports.Single()))[0].ShouldBe([
            "findingId", "reportId", "auditId", "generatedAt", "demo", "organizationId", "organizationName", "clusterId", "clusterName", "stage", "provider", "region", "declaredType", "verdict",
            "notEvaluated", "ruleId", "title", "level", "severity", "status", "waived", "resource", "message", "consequence", "remedy", "waiverReason", "waiverOwner", "waiverApprovedBy",
            "waiverExpires", "evidence", "relatedControls",
        ]);
    }

    [Fact]
    public async Task Csv_Always_StartsWithTheMarkThatExcelNeedsAndEndsLinesAsRfc4180Says()
    {
        var bytes = await Renderers.RenderAsync("csv", SampleReports.Single());

        bytes.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.GetPreamble());
        Encoding.UTF8.GetString(bytes).ShouldEndWith("\r\n");
    }

    [Fact]
    public async Task Csv_WaivedFailure_HasItsWaiver()
    {
        var rows = await RowsAsync(SampleReports.Waived());
        var row = rows.Single(row => row[Array.IndexOf(rows[0], "waived")] == "yes");

        string Of(string column) => row[Array.IndexOf(rows[0], column)];
        Of("status").ShouldBe("fail");
        Of("waiverApprovedBy").ShouldBe("A. Keller, CISO");
        Of("waiverExpires").ShouldBe("2027-03-31");
        Of("verdict").ShouldBe("compliant");
    }

    [Fact]
    public async Task Csv_HostileTexts_StartNoFormulaWithAnySeparator()
    {
        foreach (var report in new[] { HostileReports.Marks(), HostileReports.Everywhere() })
        {
            // A reader that separates by commas, and the worst of those that do not: it knows no quotation marks, and drops them and spaces around a cell.
            var cells = (await RowsAsync(report)).SelectMany(row => row).ToList();
            var text = Encoding.UTF8.GetString(await Renderers.RenderAsync("csv", report));
            foreach (var separator in ";\t")
            {
                cells.AddRange(text.Split('\r', '\n', separator));
            }

            cells.Select(cell => cell.Trim(' ', '"', '\uFEFF')).Where(cell => cell.Length > 0).ShouldAllBe(cell => !Formulas.Contains(cell[0]));
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("plain - text = here", "plain - text = here")]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=x", "'\r'=x")]
    [InlineData("\"=1", "\"'=1")]
    [InlineData("  =1", "  '=1")]
    [InlineData("\uFEFF=1", "\uFEFF'=1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("\u3164=1", "\u3164'=1")]
    [InlineData("\u2800\uFE0F\u034F=1", "\u2800\uFE0F\u034F'=1")]
    [InlineData("\U000E0041\u200D@1", "\U000E0041\u200D'@1")]
    [InlineData("a;\U000E0100=1", "a;\U000E0100'=1")]
    [InlineData("\U0001F511=1", "\U0001F511=1")]
    [InlineData("\uFF201", "'\uFF201")]
    [InlineData("'quoted'", "''quoted'")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a\n-1", "a\n'-1")]
    [InlineData("a;'b", "a;''b")]
    public void Guard_AnyValue_IsSafeAndReversible(string value, string expected)
    {
        FormulaGuard.Protect(value).ShouldBe(expected);
        FormulaGuard.Restore(expected).ShouldBe(value);
    }

    [Fact]
    public void Guard_RandomValues_AreReversible()
    {
        const string Alphabet = "=+-@'\";,\t\r\n a\u200B\uFF1D\u3164\uDB40\uDC41\uD83D";
        var random = new Random(20261128);
        for (var run = 0; run < 20_000; run++)
        {
            var value = new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

            FormulaGuard.Restore(FormulaGuard.Protect(value)).ShouldBe(value);
        }
    }

    [Fact]
    public async Task Csv_HostileTexts_CanBeRestored()
    {
        var rows = await RowsAsync(HostileReports.Marks());

        // The parser leaves out empty lines, also in a field.
        FormulaGuard.Restore(rows[1][Array.IndexOf(rows[0], "clusterName")]).ShouldBe(VisibleText.Of(HostileReports.MarksOfMarkup).Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    private static async Task<List<string[]>> RowsAsync(AuditReport report)
    {
        using var parser = new TextFieldParser(new MemoryStream(await Renderers.RenderAsync("csv", report)), Encoding.UTF8) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var rows = new List<string[]>();
        while (!parser.EndOfData)
        {
            rows.Add(parser.ReadFields()!);
        }

        return rows;
    }
}
