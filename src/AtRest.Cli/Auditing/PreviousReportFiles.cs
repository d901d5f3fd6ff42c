using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports;

namespace AtRest.Cli.Auditing;

/// <summary>Finds the report files that a path of <c>--previous</c> means: itself, or those of a folder that <c>--output</c> wrote.</summary>
internal static class PreviousReportFiles
{
    /// <summary>In this order: the two formats say the same, and one about the organization says more than one about some clusters.</summary>
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
                errors.Add($"--previous: there is no report in the folder '{path}' (ORGANIZATION/{Names[0]}). Name the folder that --output wrote, or a file.");
            }

            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"--previous: the folder '{path}' cannot be read: {exception.Message}");
            return [];
        }
    }
}
