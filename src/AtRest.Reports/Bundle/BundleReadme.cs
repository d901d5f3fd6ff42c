using System.Text;
using AtRest.Core.Audits;

namespace AtRest.Reports.Bundle;

/// <summary><c>README.txt</c> of a bundle, for the auditor who opens it.</summary>
internal static class BundleReadme
{
    public const string FileName = "README.txt";
    public const string MediaType = "text/plain; charset=utf-8";

    /// <summary>What each file is, by the format's name.</summary>
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["evidence"] = "everything that was read, with a SHA-256 of each piece: the report is computed from it",
        ["json"] = "the report for programs (JSON)",
        ["jsonl"] = "the same on a single line",
        ["html"] = "the report to read, one page for a browser",
        ["pages"] = "the report to read, in pages for big fleets; open index.html in it",
        ["pdf"] = "the report to read and to file (PDF); missing for a big fleet",
        ["pdf-executive"] = "the same in at most six pages (PDF)",
        ["csv"] = "the findings as a table",
        ["ocsf"] = "the findings for a SIEM (OCSF, JSON lines)",
        ["oscal"] = "the results as OSCAL Assessment Results",
        ["sarif"] = "the findings for code scanning (SARIF)",
        ["junit"] = "the findings as test results (JUnit)",
        ["md"] = "a summary (Markdown)",
    };

    public static string Write(AuditReport report, IEnumerable<BundlePart> parts)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');

        Line("Encryption at rest of Camunda 8 clusters: report of an audit");
        Line();
        if (report.Demo)
        {
            Line("THIS IS A DEMO. The organization, its clusters and everything else are made up.");
            Line();
        }

        Line($"Organization  {VisibleText.Line(report.OrganizationName)} ({report.OrganizationId})");
        Line($"Report        {report.ReportId}");
        Line($"Audited       {Timestamp.Iso(report.GeneratedAt)}");
        Line($"Result        {VisibleText.Line(report.Headline)}.");
        Line($"Written by    {report.Tool.Name} {report.Tool.Version}");
        Line();
        Line("Files");
        Line();
        foreach (var part in parts)
        {
            Line($"  {part.FileName,-24}  {Descriptions.GetValueOrDefault(part.Format, $"the report as {part.MediaType}")}");
        }

        Line($"  {BundleManifest.FileName,-24}  SHA-256 and length of each file, and the program and rules that wrote them");
        Line($"  {BundleManifest.SignatureFileName,-24}  the signature over all files; it is missing if the bundle is not signed");
        Line();
        Line("How to verify");
        Line();
        Line("With AtRest: this checks the signature, every byte of the bundle and the hashes of the evidence, and judges the evidence again.");
        Line("Get the file with the signer's public key from the signer, never from this bundle.");
        Line();
        Line("  atrest report verify report.bundle.zip --key keys.json");
        Line();
        Line("With openssl alone: unpack the bundle, put the signer's public key into its folder as public.pem, and run there");
        Line();
        Line("  sed -n 's/.*\"payload\":\"\\([^\"]*\\)\".*/\\1/p' manifest.dsse.json | openssl base64 -d -A > statement.json");
        Line("  sed -n 's/.*\"sig\":\"\\([^\"]*\\)\".*/\\1/p' manifest.dsse.json | openssl base64 -d -A > signature.der");
        Line("  printf 'DSSEv1 28 application/vnd.in-toto+json %d ' \"$(wc -c < statement.json)\" | cat - statement.json > signed.bin");
        Line("  openssl dgst -sha256 -verify public.pem -signature signature.der signed.bin");
        Line();
        Line("It prints 'Verified OK'. Then statement.json names every file with its SHA-256. Compare them with");
        Line();
        Line("  openssl dgst -sha256 -r *");
        return text.ToString();
    }
}
