using System.Runtime.CompilerServices;

namespace AtRest.Reports.Tests;

/// <summary>Files of this repository, found from this source file.</summary>
internal static class RepositoryFiles
{
    public static string Root => Find();

    public static string ReportSchema => Path.Combine(Root, "docs", "schemas", "report.schema.json");

    private static string Find([CallerFilePath] string sourceFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", ".."));
}
