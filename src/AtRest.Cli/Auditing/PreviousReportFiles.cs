using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Reports;

namespace AtRest.Cli.Auditing;

/// <summary>Finds the report files of a <c>--previous</c> path: the file itself, or the reports in a folder that <c>--output</c> wrote.</summary>
internal static class PreviousReportFiles
{
    /// <summary>In order of preference: both formats have the same content, and a report about the organization has more than one about some clusters.</summary>
    private static readonly string[] Names =
    [
        .. new[] { ReportScope.Organization, ReportScope.Clusters }.SelectMany(scope => new[] { ReportFileName.Of(PreviousReportReader.FileName, scope), ReportFileName.Of(PreviousReportReader.LinesFileName, scope) }),
    ];

    public static ImmutableArray<string> Of(string path, List<string> errors)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        try
        {
            ImmutableArray<string> found =
            [
                .. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Prepend(path)
                    .Select(folder => Names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists))
                    .OfType<string>(),
            ];
            if (found.IsEmpty)
            {
                errors.Add($"--previous: the folder '{path}' has no report (ORGANIZATION/{Names[0]}). Give the folder that --output wrote, or a file.");
            }

            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"--previous: the folder '{path}' cannot be read: {FileFault.Reason(exception)}.");
            return [];
        }
    }
}
