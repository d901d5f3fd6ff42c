using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AtRest.Reports.Tests.Pdf;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests;

/// <summary>What cannot be seen, in a text and in every format.</summary>
public sealed class VisibleTextTests
{
    /// <summary>The formats for people and for tools that show texts. JSON has the exact characters, and the bundle contains the others.</summary>
    public static TheoryData<string> TextFormats => [.. Renderers.All().Where(renderer => !renderer.IsCompressed && renderer.Format is not ("json" or "jsonl")).Select(renderer => renderer.Format)];

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("x\u202Ey\u0000z\u0085\u2028\r", "x‹U+202E›y‹U+0000›z‹U+0085›‹U+2028›‹U+000D›")]
    [InlineData("\u0645\u06CC\u200C\u062E", "\u0645\u06CC‹U+200C›\u062E")]
    [InlineData("\U0001F469\u200D\U0001F4BB \u2764\uFE0F", "\U0001F469‹U+200D›\U0001F4BB \u2764‹U+FE0F›")]
    [InlineData("a\u3164\u2800\u034F\u115F\u1160", "a‹U+3164›‹U+2800›‹U+034F›‹U+115F›‹U+1160›")]
    [InlineData("\u17B4\u17B5\u180B\u180E\u180F\uFFA0\u00AD", "‹U+17B4›‹U+17B5›‹U+180B›‹U+180E›‹U+180F›‹U+FFA0›‹U+00AD›")]
    [InlineData("\U000E0041\U000E0100\U000E01EF\U0001D159", "‹U+E0041›‹U+E0100›‹U+E01EF›‹U+1D159›")]
    [InlineData("\uFFFE\uFFFF\uFDD0\U0010FFFF", "‹U+FFFE›‹U+FFFF›‹U+FDD0›‹U+10FFFF›")]
    [InlineData("\U0001F511 日本語 é e\u0301 \u00A0\u3000", "\U0001F511 日本語 é e\u0301 \u00A0\u3000")]
    [InlineData("", "")]
    public void Of_AnyText_WritesOutWhatCannotBeSeen(string text, string expected) => VisibleText.Of(text).ShouldBe(expected);

    [Fact]
    public void Of_LoneSurrogates_BecomeReplacementCharacters() => VisibleText.Of(HostileReports.LoneSurrogates).ShouldBe("\uFFFD high, low \uFFFD");

    [Theory]
    [InlineData("  a \r\n\t b\u200B ", "a b‹U+200B›")]
    [InlineData(" \n", "")]
    public void Line_AnyText_IsOnOneLine(string text, string expected) => VisibleText.Line(text).ShouldBe(expected);

    /// <summary>
    /// https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt has 4174 code points with Default_Ignorable_Code_Point. With them are hidden: the other characters of the
    /// categories Cc, Cf, Zl and Zp, 66 noncharacters, and two blank symbols.
    /// </summary>
    [Fact]
    public void IsHidden_OfAllCharacters_IsTheListOfUnicode()
    {
        var hidden = Enumerable.Range(0, 0x110000).Where(value => value is < 0xD800 or > 0xDFFF).Select(value => new Rune(value)).Where(VisibleText.IsHidden).ToList();

        var categories = hidden.Where(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator).ToList();
        categories.Count.ShouldBe(65 + 2);

        // Format characters without the property: they mark numbers, annotations and hieroglyphs (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point).
        var format = hidden.Where(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && IsVisibleFormat(rune.Value)).ToList();
        (hidden.Count - categories.Count - format.Count).ShouldBe(4174 + 66 + 2);
    }

    [Theory]
    [MemberData(nameof(TextFormats))]
    public async Task Report_WithInvisibleCharactersEverywhere_ShowsThem(string format)
    {
        var bytes = await Renderers.RenderAsync(format, HostileReports.Invisibles());
        var texts = format is "ocsf" or "oscal" or "sarif" ? Strings(bytes) : [System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'))];

        texts.Where(text => text.EnumerateRunes().Any(rune => rune.Value is not ('\n' or '\r' or '\t') && VisibleText.IsHidden(rune))).ShouldBeEmpty();
        texts.ShouldContain(text => text.Contains("‹U+3164›", StringComparison.Ordinal) && text.Contains("‹U+E0041›", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Documents_WithInvisibleCharactersEverywhere_ShowThem()
    {
        foreach (var format in ReadPdf.Formats)
        {
            using var pdf = await ReadPdf.OfAsync(format, HostileReports.Invisibles());

            pdf.Pages[0].Text.ShouldContain("U+3164");
            pdf.Pages.SelectMany(page => page.Letters).ShouldAllBe(letter => !letter.Value.EnumerateRunes().Any(VisibleText.IsHidden));
        }
    }

    [Fact]
    public async Task Bundle_WithInvisibleCharactersEverywhere_ShowsThemInItsReadme()
    {
        using var zip = new ZipArchive(new MemoryStream(await Renderers.RenderAsync("bundle", HostileReports.Invisibles())));
        using var reader = new StreamReader(await zip.GetEntry("README.txt")!.OpenAsync(TestContext.Current.CancellationToken), Encoding.UTF8);

        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain($"Organization  {VisibleText.Line(HostileReports.Invisible)} (");
    }

    private static bool IsVisibleFormat(int value) => value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or (>= 0xFFF9 and <= 0xFFFB) or 0x110BD or 0x110CD or (>= 0x13430 and <= 0x1343F);

    private static List<string> Strings(byte[] json)
    {
        var strings = new List<string>();
        foreach (var line in json.AsSpan().IndexOf("\n{"u8) < 0 ? [Encoding.UTF8.GetString(json)] : Encoding.UTF8.GetString(json).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            Add(document.RootElement);
        }

        return strings;

        void Add(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        Add(member.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                    {
                        Add(item);
                    }

                    break;
                case JsonValueKind.String:
                    strings.Add(element.GetString()!);
                    break;
            }
        }
    }
}
