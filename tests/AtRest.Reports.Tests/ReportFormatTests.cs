using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests;

/// <summary>What holds for every report format, also for one that is added later.</summary>
public sealed class ReportFormatTests
{
    public static TheoryData<string> Formats => [.. All().Select(renderer => renderer.Format)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Format_Always_IsAFolderWithItsRenderer(string format)
    {
        var type = Renderer(format).GetType();
        var folder = type.Namespace!["AtRest.Reports.".Length..];

        folder.ShouldNotContain(".");
        File.Exists(Path.Combine(RepositoryFiles.Root, "src", "AtRest.Reports", folder, $"{type.Name}.cs")).ShouldBeTrue();
        All().Count(other => other.GetType().Namespace == type.Namespace).ShouldBe(1);
    }

    [Fact]
    public void Formats_Always_HaveTheirOwnNamesAndFiles()
    {
        All().Select(renderer => renderer.Format).ShouldBeUnique();
        All().Select(renderer => renderer.FileName).ShouldBeUnique();
        All().ShouldAllBe(renderer => renderer.FileName.StartsWith("report", StringComparison.Ordinal));
        All().ShouldAllBe(renderer => ReportFileName.Of(renderer.FileName, ReportScope.Clusters).Contains("-partial.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Format_Always_IsDocumented(string format)
    {
        Read("docs", "cli.md").ShouldContain($"`{format}`");
        Read("docs", "reports.md").ShouldContain($"`{format}`");
        Read("docs", "schemas", "openapi.json").ShouldContain($"\"{Renderer(format).MediaType.Split(';')[0]}\"");
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([RepositoryFiles.Root, .. path]));

    private static IReportRenderer Renderer(string format) => All().Single(renderer => renderer.Format == format);

    private static IReadOnlyList<IReportRenderer> All() => [.. new ServiceCollection().AddAtRestReports().BuildServiceProvider().GetServices<IReportRenderer>()];
}
