using AtRest.Core.Audits;

namespace AtRest.Cli.Delivery;

/// <summary>The names of report files. A report about some clusters has a different name, so that it never replaces the one about the organization.</summary>
internal static class ReportFileName
{
    public static string Of(string format, ReportScope scope) => scope switch
    {
        ReportScope.Organization => $"report.{format}",
        ReportScope.Clusters => $"report-partial.{format}",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };
}
