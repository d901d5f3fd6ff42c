using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Pdf;

/// <summary>Names in any script, and texts that must be copied as they are.</summary>
public sealed partial class PdfTextTests
{
    public static TheoryData<string> Formats => [.. ReadPdf.Formats];

    [Theory]
    [InlineData("Zürich Łódź Žižkov Đà Nẵng", "Zürich Łódź Žižkov Đà Nẵng")]
    [InlineData("Αθήνα", "Αθήνα")]
    [InlineData("Київ Београд", "Київ Београд")]
    [InlineData("Երևան", "Երևան")]
    [InlineData("თბილისი", "თბილისი")]
    [InlineData("北京", "‹U+5317 U+4EAC›")]
    [InlineData("a東b", "a‹U+6771›b")]
    [InlineData("שלום", "‹U+05E9 U+05DC U+05D5 U+05DD›")]
    [InlineData("مرحبا", "‹U+0645 U+0631 U+062D U+0628 U+0627›")]
    [InlineData("नमस्ते", "‹U+0928 U+092E U+0938 U+094D U+0924 U+0947›")]
    [InlineData("\U0001F511 key", "‹U+1F511› key")]
    [InlineData("a\u202Egpj.exe", "a‹U+202E›gpj.exe")]
    [InlineData("a\u0000b\u200Bc", "a‹U+0000›b‹U+200B›c")]
    [InlineData("x\u0335y", "x‹U+0335›y")]
    public async Task Name_InAnyScript_IsReadableOrWrittenOut(string name, string shown)
    {
        foreach (var format in ReadPdf.Formats)
        {
            using var pdf = await ReadPdf.OfAsync(format, SampleReports.Single() with { OrganizationName = name });

            pdf.Pages[0].Text.ShouldContain(shown);
        }
    }

    [Fact]
    public async Task Name_WithALoneSurrogate_IsWrittenOut()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleReports.Single() with { OrganizationName = $"a{(char)0xD800}b" });

        pdf.Pages[0].Text.ShouldContain("a‹U+FFFD›b");
    }

    [Theory]
    [InlineData("hostile")]
    [InlineData("marks")]
    public async Task Text_FromOutside_HasAGlyphForEachCharacter(string report)
    {
        foreach (var format in ReadPdf.Formats)
        {
            using var pdf = await ReadPdf.OfNamedAsync(format, report);

            // A character without a glyph is drawn as a box, and has no Unicode value.
            pdf.Pages.SelectMany(page => page.Letters).ShouldAllBe(letter => letter.Value.Length > 0 && letter.Value[0] != '\0' && letter.Value != "\uFFFD");
        }
    }

    [Fact]
    public async Task Arn_Anywhere_IsCopiedAsItIs()
    {
        var report = ProvenReports.Demo();
        using var pdf = await ReadPdf.OfAsync("pdf", report);
        var copied = string.Concat(pdf.Pages.Select(ReadPdf.Copied));
        var arns = report.Clusters.SelectMany(cluster => cluster.Findings).SelectMany(finding => new[] { finding.Resource, finding.Message, finding.Remedy }).OfType<string>()
            .Concat(report.CollectedAs.Select(reader => reader.Identity).OfType<string>())
            .SelectMany(text => ArnPattern().Matches(text).Select(match => match.Value))
            .Distinct()
            .ToList();

        arns.Count.ShouldBeGreaterThan(3);
        foreach (var arn in arns)
        {
            copied.ShouldContain(arn);
            pdf.IsUnbroken(arn).ShouldBeTrue(arn);
        }
    }

    [Fact]
    public async Task Arn_OfTheGreatestLength_IsCopiedAsItIs()
    {
        var arn = $"arn:aws:iam::111122223333:role/{string.Concat(Enumerable.Range(0, 170).Select(number => $"part-{number:d3}/"))}name";
        arn.Length.ShouldBeGreaterThan(1_500);
        var report = Failing($"The role {arn} can use the key.", $"aws iam get-role --role-name {arn}");

        using var pdf = await ReadPdf.OfAsync("pdf", report);

        pdf.PagesWith("part-000/").ShouldAllBe(page => ReadPdf.Copied(page).Contains(arn, StringComparison.Ordinal));
        pdf.IsUnbroken(arn).ShouldBeTrue();
    }

    [Fact]
    public async Task Command_OfAnyLength_IsCopiedAsItIs()
    {
        var lines = new[]
        {
            "aws kms enable-key --key-id 1",
            $"aws kms put-key-policy --key-id arn:aws:kms:eu-central-1:111122223333:key/1 --policy '{{\"Statement\": [{string.Join(", ", Enumerable.Range(0, 40).Select(number => $"{{\"Sid\": \"S{number}\"}}"))}]}}'",
            "    \"indented\":  \"two  spaces\"",
        };

        using var pdf = await ReadPdf.OfAsync("pdf", Failing("A message.", string.Join('\n', lines)));

        var pages = pdf.PagesWith("aws kms enable-key --key-id 1");
        pages.Count.ShouldBeGreaterThan(0);
        foreach (var page in pages)
        {
            lines.ShouldAllBe(line => ReadPdf.Copied(page).Contains(line, StringComparison.Ordinal));
        }

        lines.ShouldAllBe(line => pdf.IsUnbroken(line));
    }

    [Fact]
    public async Task Text_OfManyPages_IsComplete()
    {
        var message = string.Join(' ', Enumerable.Range(0, 4_000).Select(number => $"word{number}"));

        using var pdf = await ReadPdf.OfAsync("pdf", Failing(message, "x"));

        for (var number = 0; number < 4_000; number++)
        {
            pdf.Text.ShouldContain($"word{number}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Text_Always_IsInsideThePage(string format)
    {
        foreach (var name in new[] { "bank", "hostile", "marks" })
        {
            using var pdf = await ReadPdf.OfNamedAsync(format, name);

            foreach (var page in pdf.Pages)
            {
                page.Letters.Where(letter => letter.Value != " ").ShouldAllBe(letter => letter.BoundingBox.Left > 40 && letter.BoundingBox.Right < 560 && letter.BoundingBox.Bottom > 15 && letter.BoundingBox.Top < 835, $"{name}, page {page.Number}");
            }
        }
    }

    private static AuditReport Failing(string message, string code)
    {
        var report = SampleReports.Single();
        return report with
        {
            Clusters = [.. report.Clusters.Select(audit => audit with
            {
                Findings = [.. audit.Findings.Select((finding, index) => index == 0 ? finding with { Status = FindingStatus.Fail, Message = message, Remedy = "Run:", RemedyCode = code } : finding)],
            })],
        };
    }

    [GeneratedRegex(@"arn:[^\s,()""<>]*[^\s,()""<>.]")]
    private static partial Regex ArnPattern();
}
