namespace AtRest.Reports.Pdf.Drawing;

/// <summary>What a document says about itself.</summary>
internal sealed record DocumentFacts
{
    /// <summary>Its title, in the window of a reader too.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about, in a sentence.</summary>
    public required string Subject { get; init; }

    /// <summary>The program that wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>The time of the audit, so that the same report gives the same bytes.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The running header, at the left and at the right.</summary>
    public required (string Left, string Right) Header { get; init; }

    /// <summary>The running footer, before the number of the page.</summary>
    public required string Footer { get; init; }
}
