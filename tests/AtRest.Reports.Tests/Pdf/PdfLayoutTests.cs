using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Tests.Pdf;

/// <summary>What happens at the end of a page.</summary>
public sealed class PdfLayoutTests
{
    private static Run Text(string text) => new(text, Styles.Body);

    /// <summary>A heading that does not fit goes to the next page, and what decorates it goes with it.</summary>
    [Fact]
    public void Card_WhoseContentGoesToTheNextPage_LeavesNothingBehind()
    {
        var flow = Begin(remaining: 50);

        flow.Card(Styles.Brand, () => flow.Heading(3, "A heading", next: 60));

        flow.Sheets.Count.ShouldBe(2);
        flow.Sheets[0].Shapes.ShouldBeEmpty();
        flow.Sheets[1].Shapes.ShouldHaveSingleItem().ShouldBeOfType<Box>().Y.ShouldBe(Sheet.Top);
    }

    [Fact]
    public void Card_WhoseContentIsOnTwoPages_HasItsBarOnBoth()
    {
        var flow = Begin(remaining: 50);

        flow.Card(Styles.Brand, () => flow.Paragraph(Text(string.Join(' ', Enumerable.Repeat("word", 300)))));

        flow.Sheets.Count.ShouldBe(2);
        flow.Sheets.ShouldAllBe(sheet => sheet.Shapes.Count == 1);
    }

    [Fact]
    public void Shaded_WhoseContentGoesToTheNextPage_LeavesNothingBehind()
    {
        var flow = Begin(remaining: 15);

        flow.Shaded(Styles.Panel, 6, () => flow.Paragraph(Text("A paragraph")));

        flow.Sheets[0].Shapes.ShouldBeEmpty();
        flow.Sheets[1].Shapes.ShouldHaveSingleItem().ShouldBeOfType<Box>().Y.ShouldBe(Sheet.Top);
    }

    /// <summary>A link leads to the page of the heading.</summary>
    [Fact]
    public void Heading_WithAPlace_HasItOnItsOwnPage()
    {
        var flow = Begin(remaining: 30);

        flow.Heading(3, "A heading", place: "here");

        flow.Sheets[0].Marks.ShouldBeEmpty();
        flow.Sheets[1].Marks.OfType<Anchor>().ShouldHaveSingleItem().Name.ShouldBe("here");
        flow.Headings.ShouldBeEmpty("it is in no table of contents");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Table_WhoseFirstRowDoesNotFit_BeginsOnTheNextPage(bool hasWideRow)
    {
        var flow = Begin(remaining: 90);
        Cell[] row = [Cell.Of(string.Join(' ', Enumerable.Repeat("word", 60)))];
        Cell[] wide = [Cell.Strong("About") with { IsWide = true }];

        flow.Table([new("Heading", 30), new("Other", 70)], hasWideRow ? [wide, row] : [row, row]);

        flow.Sheets[0].Marks.ShouldBeEmpty();
        flow.Sheets[0].Shapes.ShouldBeEmpty();
        flow.Sheets.Count.ShouldBe(2);
    }

    /// <summary>The heading of rows is never the last of a page, and a row higher than a page is on several.</summary>
    [Fact]
    public void Table_WithRowsOfAnyHeight_KeepsHeadingsWithTheirRows()
    {
        var flow = Begin(remaining: 400);
        Cell[] wide = [Cell.Strong("About") with { IsWide = true }];
        var rows = Enumerable.Range(1, 40).SelectMany(number => new Cell[][] { wide, [Cell.Of(string.Join(' ', Enumerable.Repeat("word", number * number)))] });

        flow.Table([new("Heading", 30), new("Other", 70)], rows);

        foreach (var sheet in flow.Sheets)
        {
            var words = sheet.Marks.OfType<Words>().ToList();
            words.Count.ShouldBeGreaterThan(0, "no page has only headings");
            words[^1].Text.Trim().ShouldNotBe("About");
            words.ShouldAllBe(one => one.Baseline < Sheet.Bottom);
        }

        flow.Sheets.Sum(sheet => sheet.Marks.OfType<Words>().Sum(words => words.Text.Split(' ').Count(word => word == "word"))).ShouldBe(Enumerable.Range(1, 40).Sum(number => number * number));
    }

    private static Flow Begin(double remaining)
    {
        var flow = new Flow(new Faces());
        flow.NewSheet();
        flow.Y = Sheet.Bottom - remaining;
        return flow;
    }
}
