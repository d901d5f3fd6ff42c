using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Naming;
using AtRest.Reports.Signing;
using AtRest.Reports.Zip;

namespace AtRest.Reports.Bundle;

/// <summary><c>manifest.json</c>: the report, the program that wrote it, and the files of the bundle.</summary>
internal sealed record BundleManifest
{
    public const string FileName = "manifest.json";
    public const string SignatureFileName = "manifest.dsse.json";
    public const string CurrentVersion = "1";

    [JsonRequired]
    public string SchemaVersion { get; set; } = "";

    [JsonRequired]
    public string ReportId { get; set; } = "";

    [JsonRequired]
    public string AuditId { get; set; } = "";

    [JsonRequired]
    public ManifestOrganization Organization { get; set; } = new();

    [JsonRequired]
    public string GeneratedAt { get; set; } = "";

    /// <summary><c>organization</c> or <c>clusters</c>.</summary>
    [JsonRequired]
    public string Scope { get; set; } = "";

    /// <summary>True if everything is made up; otherwise absent.</summary>
    public bool? Demo { get; set; }

    [JsonRequired]
    public ManifestTool Tool { get; set; } = new();

    [JsonRequired]
    public ManifestRules RuleCatalogue { get; set; } = new();

    /// <summary>All files but this one and the signature, in the order of the ZIP file.</summary>
    [JsonRequired]
    public ImmutableArray<ManifestFile> Files { get; set; } = [];

    public static BundleManifest Of(AuditReport report, IEnumerable<ManifestFile> files) => new()
    {
        SchemaVersion = CurrentVersion,
        ReportId = report.ReportId,
        AuditId = report.AuditId,
        Organization = new() { Id = report.OrganizationId, Name = report.OrganizationName },
        GeneratedAt = Timestamp.Iso(report.GeneratedAt),
        Scope = WireWord.Of(report.Scope),
        Demo = report.Demo ? true : null,
        Tool = new() { Name = report.Tool.Name, Version = report.Tool.Version, Commit = BuildInfo.CommitOf(report.Tool) },
        RuleCatalogue = new() { Rules = RuleCatalogVersion.Rules, Sha256 = RuleCatalogVersion.Sha256 },
        Files = [.. files],
    };

    /// <exception cref="FormatException">It is not a manifest. The message is a sentence.</exception>
    public static BundleManifest Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(utf8, SigningJson.Indented.BundleManifest);
            return manifest is { SchemaVersion: CurrentVersion, Files.IsDefault: false } && manifest.Files.All(file => file is not null) && utf8.SequenceEqual(manifest.Write())
                ? manifest
                : throw new FormatException($"'{FileName}' is not one that AtRest wrote, or it was changed.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"'{FileName}' is not one that AtRest wrote, or it was changed.", exception);
        }
    }

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, SigningJson.Indented.BundleManifest), (byte)'\n'];

    /// <summary>Whether it says the same about the report and its rules as another one.</summary>
    public bool IsAboutTheSame(BundleManifest other) => this with { Files = [], Tool = other.Tool } == other with { Files = [] };
}

/// <summary>The organization of the report.</summary>
internal sealed record ManifestOrganization
{
    [JsonRequired]
    public string Id { get; set; } = "";

    [JsonRequired]
    public string Name { get; set; } = "";
}

/// <summary>The program that wrote the bundle.</summary>
internal sealed record ManifestTool
{
    [JsonRequired]
    public string Name { get; set; } = "";

    [JsonRequired]
    public string Version { get; set; } = "";

    /// <summary>The git commit of the build; absent for a build without git.</summary>
    public string? Commit { get; set; }
}

/// <summary>The catalogue that the evidence was judged by.</summary>
internal sealed record ManifestRules
{
    [JsonRequired]
    public int Rules { get; set; }

    [JsonRequired]
    public string Sha256 { get; set; } = "";
}

/// <summary>A file of the bundle.</summary>
internal sealed record ManifestFile
{
    [JsonRequired]
    public string Name { get; set; } = "";

    [JsonRequired]
    public string MediaType { get; set; } = "";

    [JsonRequired]
    public long Length { get; set; }

    [JsonRequired]
    public string Sha256 { get; set; } = "";

    /// <summary>The bytes that the file takes in the ZIP file, and their hash: no bit of them can be changed unseen either.</summary>
    [JsonRequired]
    public long CompressedLength { get; set; }

    [JsonRequired]
    public string CompressedSha256 { get; set; } = "";

    public static ManifestFile Of(WrittenEntry entry, string mediaType) => new()
    {
        Name = entry.File.Name,
        MediaType = mediaType,
        Length = entry.File.Length,
        Sha256 = entry.File.Sha256,
        CompressedLength = entry.CompressedLength,
        CompressedSha256 = entry.CompressedSha256,
    };
}
