using AtRest.Hosting.Reports;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Trail;

/// <summary>Records the downloads of reports.</summary>
internal sealed partial class Downloads(ILogger<Downloads> logger)
{
    public void Record(string? caller, string address, (ReportEntry Report, ReportFile File) sent, string how) =>
        LogDownload(caller, sent.Report.ReportId, sent.Report.OrganizationId, sent.File.Format, address, how);

    [LoggerMessage(4001, LogLevel.Information, "{Caller} downloaded report {ReportId} of organization {OrganizationId} in format {Format} from {Address}, {How}")]
    private partial void LogDownload(string? caller, string reportId, string organizationId, string format, string address, string how);
}
