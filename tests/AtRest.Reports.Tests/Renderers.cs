using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests;

/// <summary>The renderers as a caller gets them.</summary>
internal static class Renderers
{
    public static IReportRenderer Of(string format)
    {
        using var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();
        return services.GetServices<IReportRenderer>().Single(renderer => renderer.Format == format);
    }

    public static async Task<byte[]> RenderAsync(string format, AuditReport report)
    {
        using var stream = new MemoryStream();
        await Of(format).RenderAsync(report, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static async Task<string> RenderTextAsync(string format, AuditReport report) =>
        System.Text.Encoding.UTF8.GetString(await RenderAsync(format, report));
}
