using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Reports.Signing;

/// <summary>The in-toto statement that is signed (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md): these files belong to this report.</summary>
internal sealed record InTotoStatement
{
    public const string CurrentType = "https://in-toto.io/InTotoStatement/v1";

    /// <summary>The type of <see cref="Predicate"/>.</summary>
    public const string ReportPredicate = "urn:atrest:attestation:report:1";

    [JsonRequired]
    [JsonPropertyName("_type")]
    public string Type { get; set; } = "";

    [JsonRequired]
    public ImmutableArray<StatementSubject> Subject { get; set; } = [];

    [JsonRequired]
    public string PredicateType { get; set; } = "";

    [JsonRequired]
    public StatementPredicate Predicate { get; set; } = new();

    /// <exception cref="FormatException">It is another statement. The message is a sentence.</exception>
    public static InTotoStatement Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var statement = JsonSerializer.Deserialize(utf8, SigningJson.Compact.InTotoStatement);
            if (statement is not { Type: CurrentType, PredicateType: ReportPredicate, Subject.IsDefaultOrEmpty: false } || !statement.Subject.All(subject => subject?.Sha256 is not null))
            {
                throw new FormatException("The envelope has a statement that is not about a report of AtRest.");
            }

            // Which of the two digests counts would be the reader's choice. File systems of Windows and macOS do not distinguish names by case.
            return statement.Subject.DistinctBy(subject => subject.Name, StringComparer.OrdinalIgnoreCase).Count() == statement.Subject.Length
                ? statement
                : throw new FormatException("The envelope has a statement that names a file twice.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The envelope has a statement that AtRest cannot read.", exception);
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SigningJson.Compact.InTotoStatement);
}

/// <summary>A file of the report.</summary>
internal sealed record StatementSubject
{
    [JsonRequired]
    public string Name { get; set; } = "";

    /// <summary>By algorithm: <c>sha256</c>.</summary>
    [JsonRequired]
    public ImmutableSortedDictionary<string, string> Digest { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    [JsonIgnore]
    public string? Sha256 => Digest.GetValueOrDefault("sha256");

    public static StatementSubject Of(FileDigest file) => new() { Name = file.Name, Digest = ImmutableSortedDictionary<string, string>.Empty.Add("sha256", file.Sha256) };
}

/// <summary>What the signature says about the report. All of it is signed.</summary>
internal sealed record StatementPredicate
{
    [JsonRequired]
    public string ReportId { get; set; } = "";

    [JsonRequired]
    public string AuditId { get; set; } = "";

    [JsonRequired]
    public string Organization { get; set; } = "";

    /// <summary>The time of the audit.</summary>
    [JsonRequired]
    public string GeneratedAt { get; set; } = "";

    [JsonRequired]
    public ToolStatement Tool { get; set; } = new();

    /// <summary>The time of the signature, by the clock of the signer.</summary>
    [JsonRequired]
    public string SignedAt { get; set; } = "";

    /// <summary>The certificate chain of the key in DER, the key's own certificate first.</summary>
    [JsonRequired]
    public ImmutableArray<byte[]> Certificates { get; set; } = [];
}

/// <summary>The program that wrote the files.</summary>
internal sealed record ToolStatement
{
    [JsonRequired]
    public string Name { get; set; } = "";

    [JsonRequired]
    public string Version { get; set; } = "";

    public string? Commit { get; set; }

    /// <summary>SHA-256 of the catalogue of rules.</summary>
    [JsonRequired]
    public string RuleCatalogue { get; set; } = "";
}
