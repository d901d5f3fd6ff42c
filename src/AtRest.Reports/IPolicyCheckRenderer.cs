using System.Collections.Immutable;
using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>
/// Writes what the rules say about a policy file, for code review and pipelines. <see cref="IFindingsRenderer"/> writes the same as JSON.
/// Registered by <see cref="ReportsServiceCollectionExtensions.AddAtRestReports"/>.
/// </summary>
public interface IPolicyCheckRenderer
{
    /// <summary>The format's name in options: <c>sarif</c> or <c>junit</c>.</summary>
    string Format { get; }

    /// <summary>Writes the whole file and flushes the stream, which stays open.</summary>
    /// <exception cref="IOException">The stream could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task RenderAsync(CheckedPolicy policy, Stream stream, CancellationToken cancellationToken);
}

/// <summary>A policy file and what the rules say about it.</summary>
public sealed record CheckedPolicy
{
    public required ToolInfo Tool { get; init; }

    /// <summary>The file as a URI, relative to the working directory if it is below; null for standard input.</summary>
    public required string? File { get; init; }

    /// <summary>The ARN of the key.</summary>
    public required string Key { get; init; }

    public required Verdict Verdict { get; init; }

    public required ImmutableArray<CheckedFinding> Findings { get; init; }
}

/// <summary>A finding about a policy, with its places in the file.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Places">The statements that it is about, or the whole policy.</param>
/// <param name="Counts">Whether it affects the verdict: what depends on grants does not, if they are not known.</param>
public sealed record CheckedFinding(Finding Finding, ImmutableArray<PolicyPlace> Places, bool Counts);

/// <summary>A place in a policy.</summary>
/// <param name="Name">The JSON path: <c>$.Statement[0]</c>, or <c>$</c> for the whole policy.</param>
/// <param name="Sid">The statement's name; null if it has none.</param>
/// <param name="Region">Where it is in the file; null if the policy is encoded there, such as in a JSON string.</param>
public sealed record PolicyPlace(string Name, string? Sid, TextRegion? Region);

/// <summary>A part of a text. Lines and columns start at 1, columns count UTF-16 code units, and the end is the column after the last character.</summary>
public sealed record TextRegion(int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The place of a range of a text. Lines end with LF, CR LF or CR.</summary>
    public static TextRegion Of(string text, Range range)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var (startLine, startColumn) = PlaceOf(text, start);
        var (endLine, endColumn) = PlaceOf(text, start + length);
        return new(startLine, startColumn, endLine, endColumn);
    }

    private static (int Line, int Column) PlaceOf(string text, int offset)
    {
        var (line, lineStart) = (1, 0);
        for (var index = 0; index < offset; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                (line, lineStart) = (line + 1, index + 1);
            }
        }

        return (line, offset - lineStart + 1);
    }
}
