namespace AtRest.Reports.Pdf.Drawing;

/// <summary>The bytes of a document, and what a signature adds to.</summary>
internal sealed record WrittenDocument(byte[] Bytes)
{
    /// <summary>The ID of the document, in hexadecimal.</summary>
    public required string Id { get; init; }

    /// <summary>The place of the cross-reference table.</summary>
    public required long Table { get; init; }

    /// <summary>The number of objects, with the free object 0.</summary>
    public required int Objects { get; init; }

    /// <summary>The number and the text of the catalog.</summary>
    public required (int Number, string Text) Catalog { get; init; }

    /// <summary>The number of the document information.</summary>
    public required int Info { get; init; }

    /// <summary>The number and the text of the first page.</summary>
    public required (int Number, string Text) FirstPage { get; init; }
}
