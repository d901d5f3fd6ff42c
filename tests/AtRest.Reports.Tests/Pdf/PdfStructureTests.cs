using System.Text.RegularExpressions;
using System.Xml.Linq;
using AtRest.Reports.Tests.Samples;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Graphics.Operations.MarkedContent;
using UglyToad.PdfPig.Graphics.Operations.TextObjects;
using UglyToad.PdfPig.Graphics.Operations.TextShowing;

namespace AtRest.Reports.Tests.Pdf;

/// <summary>What archives and screen readers need: tags, fonts, metadata, and the same bytes.</summary>
public sealed partial class PdfStructureTests
{
    public static TheoryData<string> Formats => [.. ReadPdf.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Document_RenderedTwice_HasTheSameBytes(string format)
    {
        foreach (var name in NamedReports.Names)
        {
            var report = NamedReports.Of(name);
            (await Renderers.RenderAsync(format, report)).ShouldBe(await Renderers.RenderAsync(format, report));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Fonts_Always_AreEmbeddedWithTheirText(string format)
    {
        using var pdf = await ReadPdf.OfAsync(format, SampleReports.Bank());

        FontPattern().Matches(pdf.Source).Select(match => match.Groups[1].Value).ShouldBe(["ATREST+Inter#20Regular", "ATRESU+Inter#20Semi", "ATRESV+DejaVu#20Sans#20Mono"], ignoreOrder: true);
        Regex.Count(pdf.Source, "/FontFile2 ").ShouldBe(3);
        Regex.Count(pdf.Source, "/ToUnicode ").ShouldBe(3);
        Regex.Count(pdf.Source, "/Subtype/Type0").ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Metadata_Always_NamesTheStandardsAndTheReport(string format)
    {
        using var pdf = await ReadPdf.OfAsync(format, SampleReports.Single() with { OrganizationName = "A & <B>" });

        pdf.Document.TryGetXmpMetadata(out var metadata).ShouldBeTrue();
        var xml = metadata.GetXDocument();
        Value(xml, "http://www.aiim.org/pdfa/ns/id/", "part").ShouldBe("2");
        Value(xml, "http://www.aiim.org/pdfa/ns/id/", "conformance").ShouldBe("A");
        Value(xml, "http://www.aiim.org/pdfua/ns/id/", "part").ShouldBe("1");
        Value(xml, "http://purl.org/dc/elements/1.1/", "title").ShouldStartWith("Encryption at rest: A & <B>, 24 November 2026");
        Value(xml, "http://ns.adobe.com/xap/1.0/", "CreateDate").ShouldBe("2026-11-24T02:00:07+00:00");
        pdf.Document.Information.Title.ShouldBe(Value(xml, "http://purl.org/dc/elements/1.1/", "title"));
        pdf.Document.Information.Producer.ShouldBe(Value(xml, "http://ns.adobe.com/pdf/1.3/", "Producer"));
        pdf.Source.ShouldContain("/GTS_PDFA1");
        pdf.Source.ShouldContain("/Marked true");
        pdf.Source.ShouldContain("/Lang(en)");
        pdf.Source.ShouldContain("/DisplayDocTitle true");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Content_Always_IsTaggedOrAnArtifact(string format)
    {
        foreach (var name in NamedReports.Names)
        {
            using var pdf = await ReadPdf.OfNamedAsync(format, name);
            foreach (var page in pdf.Pages)
            {
                CheckContent(page.Operations, $"{name}, page {page.Number}");
            }
        }
    }

    [Fact]
    public async Task Structure_Always_HasHeadingsListsTablesAndPictures()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleReports.Bank());

        string[] tags = ["Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "TOC", "TOCI", "Reference", "Link", "Figure", "Code"];
        tags.ShouldAllBe(tag => Regex.IsMatch(pdf.Source, $@"/Type/StructElem[^\n]*/S/{tag}[/>]"));
        Regex.Count(pdf.Source, "/S/TH[^A-Za-z]").ShouldBe(Regex.Count(pdf.Source, "/Scope/"));
        Regex.Count(pdf.Source, "/S/Figure").ShouldBe(Regex.Count(pdf.Source, "/Alt[(<]"));
        Regex.Count(pdf.Source, "/Subtype/Link").ShouldBe(Regex.Count(pdf.Source, "/S/Link[^A-Za-z]"));
        Regex.Count(pdf.Source, "/Subtype/Link").ShouldBe(Regex.Count(pdf.Source, "/Subtype/Link[^\n]*/StructParent [0-9]+|/StructParent [0-9]+[^\n]*/Subtype/Link"));
    }

    /// <summary>Marked content is balanced within text objects, and every text is in an element or an artifact (ISO 14289-1, 7.1).</summary>
    private static void CheckContent(IReadOnlyList<IGraphicsStateOperation> operations, string place)
    {
        var open = new Stack<(bool InText, bool IsMarked)>();
        var inText = false;
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case BeginText:
                    inText = true;
                    break;
                case EndText:
                    inText = false;
                    break;
                case BeginMarkedContent begin:
                    open.Push((inText, begin.Name.Data == "Artifact"));
                    break;
                case BeginMarkedContentWithProperties begin:
                    open.Push((inText, begin.Properties?.Data.ContainsKey("MCID") == true));
                    break;
                case EndMarkedContent:
                    open.Pop().InText.ShouldBe(inText, place);
                    break;
                case ShowText:
                    open.Any(entry => entry.IsMarked).ShouldBeTrue(place);
                    break;
            }
        }

        open.ShouldBeEmpty(place);
    }

    private static string Value(XDocument document, string name, string element) => document.Descendants(XName.Get(element, name)).Single().Value;

    [GeneratedRegex("/FontName/([^/]+)/")]
    private static partial Regex FontPattern();
}
