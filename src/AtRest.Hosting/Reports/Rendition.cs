using System.Text.Json.Serialization;

namespace AtRest.Hosting.Reports;

/// <summary>What became of the request to render a report in a format.</summary>
internal abstract record Rendition
{
    private Rendition()
    {
    }

    /// <summary>The name of the signature over a rendered file among the files.</summary>
    public static string SignatureFormatOf(string format) => $"{format}{SignatureEnding}";

    /// <summary>The format whose rendered file the signature with this name is over; null for the name of anything else.</summary>
    public static string? SignedFormatOf(string name) => name.EndsWith(SignatureEnding, StringComparison.Ordinal) ? name[..^SignatureEnding.Length] : null;

    private const string SignatureEnding = "." + ReportFileWriter.SignatureFormat;

    /// <summary>The rendered file. This is also the blob that makes it visible.</summary>
    public sealed record Made : Rendition
    {
        /// <summary>The file.</summary>
        public required ReportFile File { get; init; }

        /// <summary>The signature over the file; null if it is not signed.</summary>
        public ReportFile? Signature { get; init; }

        /// <summary>See <see cref="ReportEntry.IsWell"/>.</summary>
        [JsonIgnore]
        public bool IsWell => File is { IsWell: true } && (Signature is null || Signature.IsWell);
    }

    /// <summary>The file cannot be made.</summary>
    /// <param name="Reason">A sentence for the caller, with what to do instead.</param>
    public sealed record Refused(string Reason) : Rendition;

    /// <summary>The file is being made, or too many others are.</summary>
    public sealed record Busy : Rendition;
}
