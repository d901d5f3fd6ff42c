using AtRest.Cli.Auditing;
using AtRest.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Tests.Auditing;

public sealed class ReportFormatsTests
{
    [Fact]
    public void Known_Always_AreTheFormatsOfTheRenderers()
    {
        using var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();

        ReportFormats.Known.ShouldBe(services.GetServices<IReportRenderer>().Select(renderer => renderer.Format).Order(StringComparer.Ordinal));
    }
}
