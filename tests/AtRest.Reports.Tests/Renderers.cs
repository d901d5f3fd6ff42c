using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests;

/// <summary>The renderers as a caller gets them.</summary>
internal static class Renderers
{
    /// <summary>The bundle finds the others when it is written, so the services live on.</summary>
    private static readonly ServiceProvider Services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();

    public static IEnumerable<IReportRenderer> All() => Services.GetServices<IReportRenderer>();

    public static IReportRenderer Of(string format) => All().Single(renderer => renderer.Format == format);

    public static async Task<byte[]> RenderAsync(string format, AuditReport report)
    {
        using var stream = new MemoryStream();
        await Of(format).RenderAsync(report, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static async Task<string> RenderTextAsync(string format, AuditReport report) =>
        System.Text.Encoding.UTF8.GetString(await RenderAsync(format, report));
}
