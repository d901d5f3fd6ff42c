using AtRest.Reports.Pdf.Layout;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.Pdf.Structure;
using PdfSharp.UniversalAccessibility;

namespace AtRest.Reports.Pdf.Drawing;

/// <summary>Draws pages with PDFsharp: tagged, with bookmarks and links.</summary>
internal sealed class DocumentWriter : IDisposable
{
    private readonly Faces faces;
    private readonly DocumentFacts facts;
    private readonly PdfDocument document = new();
    private readonly UAManager manager;
    private readonly Dictionary<Ink, XSolidBrush> brushes = [];
    private readonly Dictionary<string, (int Page, double Y)> anchors = new(StringComparer.Ordinal);
    private readonly List<PdfOutline> bookmarks = [];
    private readonly List<PdfDictionary> parents = [];
    private XGraphics graphics = null!;
    private Unbroken? open;

    public DocumentWriter(Faces faces, DocumentFacts facts)
    {
        this.faces = faces;
        this.facts = facts;

        // FileWriter compresses: PDFsharp leaves out the checksum at the end of compressed data, about which qpdf warns.
        document.Options.NoCompression = true;
        document.Options.CompressContentStreams = false;
        document.SetPdfA();
        document.Info.Title = facts.Title;
        document.Info.Subject = facts.Subject;
        document.Info.Author = facts.Author;
        document.Info.Creator = facts.Author;
        document.Info.CreationDate = facts.Created.UtcDateTime;
        document.PageMode = PdfPageMode.UseOutlines;
        document.ViewerPreferences.DisplayDocTitle = true;
        manager = UAManager.ForDocument(document);
    }

    private StructureBuilder Structure => manager.StructureBuilder;

    /// <summary>The bytes of the document.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public WrittenDocument Write(IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken)
    {
        foreach (var (index, sheet) in sheets.Index())
        {
            foreach (var anchor in sheet.Marks.OfType<Anchor>())
            {
                anchors.TryAdd(anchor.Name, (index + 1, Math.Round(Sheet.Height - anchor.Y + 4, 1)));
            }
        }

        foreach (var (index, sheet) in sheets.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            DrawSheet(sheet, index + 1, sheets.Count);
        }

        CompleteParents();
        using var stream = new MemoryStream();
        document.Save(stream, closeStream: false);
        using var file = new FileWriter(stream.GetBuffer().AsMemory(0, (int)stream.Length), facts, document.Info.Producer);
        return file.Write();
    }

    public void Dispose() => document.Dispose();

    private void DrawSheet(Sheet sheet, int number, int count)
    {
        var page = document.AddPage();
        page.Width = XUnit.FromPoint(Sheet.Width);
        page.Height = XUnit.FromPoint(Sheet.Height);
        graphics = XGraphics.FromPdfPage(page);
        using (graphics)
        {
            manager.BeginGraphicMode();
            if (sheet.Shapes.Count > 0)
            {
                Structure.BeginArtifact();
                sheet.Shapes.ForEach(Draw);
                Structure.End();
            }

            // Marked content begins and ends in the same text object.
            manager.BeginTextMode();
            Structure.BeginArtifact();
            DrawEdges(sheet, number, count);
            Structure.End();
            foreach (var mark in sheet.Marks)
            {
                Draw(mark, page);
            }

            EndUnbroken();
            Structure.EndMarkedContentsWithId();
        }

        MoveParents();
    }

    private void DrawEdges(Sheet sheet, int number, int count)
    {
        var style = Styles.Edge;
        var pages = $"Page {number} of {count}";
        DrawText(pages, style, Sheet.Right - faces.WidthOf(pages, style), Sheet.Height - 26);
        DrawText(faces.Legible(facts.Footer), style, Sheet.Left, Sheet.Height - 26);
        if (!sheet.IsCover)
        {
            var right = faces.Legible(facts.Header.Right);
            DrawText(faces.Legible(facts.Header.Left), style, Sheet.Left, 36);
            DrawText(right, style, Sheet.Right - faces.WidthOf(right, style), 36);
        }

        sheet.Repeated.ForEach(words => DrawText(words.Text, words.Style, words.X, words.Baseline));
    }

    private void Draw(Mark mark, PdfPage page)
    {
        if (mark is not Words { Unbroken: not null } words || words.Unbroken != open)
        {
            EndUnbroken();
        }

        switch (mark)
        {
            case Begin begin:
                Begin(begin);
                break;
            case End:
                Structure.End();
                break;
            case Words text:
                Draw(text);
                break;
            case Picture picture:
                Structure.BeginElement(PdfIllustrationElementTag.Figure, picture.Alternative, new XRect(picture.X, Sheet.Height - picture.Y - picture.Height, picture.Width, picture.Height));
                foreach (var shape in picture.Shapes)
                {
                    Draw(shape);
                }

                Structure.End();
                manager.BeginTextMode();
                break;
            case Bookmark bookmark:
                AddBookmark(bookmark, page);
                break;
        }
    }

    private void Begin(Begin begin)
    {
        switch (begin.Tag)
        {
            case "Sect" or "TOC" or "TOCI" or "Div":
                Structure.BeginGroupingElement(begin.Tag);
                break;
            case "Code" or "Reference" or "Span":
                Structure.BeginInlineLevelElement(begin.Tag);
                break;
            default:
                Structure.BeginBlockLevelElement(begin.Tag);
                break;
        }

        if (begin.Tag == "TH")
        {
            Innermost().TableAttributes.Elements.SetName("/Scope", begin.IsRowHeading ? "/Row" : "/Column");
            if (begin.Span > 1)
            {
                Structure.SetColSpan(begin.Span);
            }
        }
    }

    /// <summary>The element that was begun last: PDFsharp does not give it away.</summary>
    private PdfStructureElement Innermost()
    {
        var element = manager.StructureTreeElementDocument;
        while (element.Elements.GetArray("/K")?.Elements is { Count: > 0 } kids && kids.GetObject(kids.Count - 1) is PdfStructureElement last)
        {
            element = last;
        }

        return element;
    }

    private void Draw(Words words)
    {
        if (words.Text.Length == 0)
        {
            return;
        }

        if (words.Unbroken is { } whole && whole != open)
        {
            graphics.WriteComment(FileWriter.BeginUnbroken(whole.Text));
            open = whole;
        }

        if (LinkTo(words) is { } link)
        {
            link.Elements.SetInteger("/F", 4);
            Structure.BeginElement(link, words.Text.Trim());

            // A time and a random name.
            link.Elements.Remove("/M");
            link.Elements.Remove("/NM");
            DrawText(words.Text, words.Style, words.X, words.Baseline);
            Structure.End();
        }
        else
        {
            DrawText(words.Text, words.Style, words.X, words.Baseline);
        }
    }

    private void EndUnbroken()
    {
        if (open is not null)
        {
            graphics.WriteComment(FileWriter.EndUnbroken);
            open = null;
        }
    }

    private PdfLinkAnnotation? LinkTo(Words words)
    {
        var width = faces.WidthOf(words.Text.TrimEnd(), words.Style);
        var area = new PdfRectangle(new XRect(words.X, Sheet.Height - words.Baseline - words.Style.Size * 0.28, width, words.Style.Size * 1.28));
        return words.Target is null ? null
            : words.Target.StartsWith("https://", StringComparison.Ordinal) ? PdfLinkAnnotation.CreateWebLink(area, words.Target)
            : anchors.TryGetValue(words.Target, out var place) ? PdfLinkAnnotation.CreateDocumentLink(area, place.Page, new XPoint(0, place.Y))
            : throw new InvalidOperationException($"The document has no place '{words.Target}'.");
    }

    private void AddBookmark(Bookmark bookmark, PdfPage page)
    {
        var level = Math.Min(bookmark.Level - 1, bookmarks.Count);
        var parent = level == 0 ? document.Outlines : bookmarks[level - 1].Outlines;
        var outline = parent.Add(faces.Legible(bookmark.Title), page, opened: false);
        outline.PageDestinationType = PdfPageDestinationType.Xyz;
        outline.Left = 0;
        outline.Top = Math.Round(Sheet.Height - bookmark.Y + 4, 1);
        bookmarks.RemoveRange(level, bookmarks.Count - level);
        bookmarks.Add(outline);
    }

    private void DrawText(string text, TextStyle style, double x, double baseline)
    {
        foreach (var (face, part) in faces.SplitByFace(text, style.Face))
        {
            graphics.DrawString(part, faces.Of(face, style.Size), BrushOf(style.Ink), x, baseline);
            x += faces.WidthOf(part, style with { Face = face });
        }
    }

    private void Draw(Shape shape)
    {
        var brush = BrushOf(shape.Ink);
        switch (shape)
        {
            case Box box:
                graphics.DrawRectangle(brush, box.X, box.Y, box.Width, box.Height);
                break;
            case Stroke stroke:
                graphics.DrawLine(new XPen(brush.Color, stroke.Thickness), stroke.X1, stroke.Y1, stroke.X2, stroke.Y2);
                break;
            case Polygon polygon:
                graphics.DrawPolygon(brush, [.. polygon.Corners.Chunk(2).Select(corner => new XPoint(corner[0], corner[1]))], XFillMode.Winding);
                break;
            case Disc disc:
                graphics.DrawEllipse(brush, disc.X, disc.Y, disc.Diameter, disc.Diameter);
                break;
        }
    }

    private XSolidBrush BrushOf(Ink ink)
    {
        if (!brushes.TryGetValue(ink, out var brush))
        {
            brushes.Add(ink, brush = new XSolidBrush(XColor.FromArgb(ink.Red, ink.Green, ink.Blue)));
        }

        return brush;
    }

    /// <summary>
    /// Moves what the page added to the parent tree to a node for the page. PDFsharp searches the whole list for every text, which takes minutes with a thousand pages in it.
    /// </summary>
    private void MoveParents()
    {
        var tree = manager.StructureTreeRoot.Elements.GetDictionary("/ParentTree")!;
        if (tree.Elements.GetArray("/Nums")?.Elements is not { Count: > 0 } numbers)
        {
            return;
        }

        var node = new PdfDictionary(document);
        document.Internals.AddObject(node);
        node.Elements["/Limits"] = new PdfArray(document, new PdfInteger(((PdfInteger)numbers[0]).Value), new PdfInteger(((PdfInteger)numbers[numbers.Count - 2]).Value));
        var moved = new PdfArray(document);
        for (var index = 0; index < numbers.Count; index++)
        {
            moved.Elements.Add(numbers[index]);
        }

        node.Elements["/Nums"] = moved;
        parents.Add(node);
        numbers.Clear();
    }

    private void CompleteParents()
    {
        var tree = manager.StructureTreeRoot.Elements.GetDictionary("/ParentTree")!;
        tree.Elements.Remove("/Nums");
        var kids = new PdfArray(document);
        parents.ForEach(node => kids.Elements.Add(node.Reference!));
        tree.Elements["/Kids"] = kids;
    }
}
