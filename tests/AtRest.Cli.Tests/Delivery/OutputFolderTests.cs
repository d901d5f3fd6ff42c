using AtRest.Cli.Delivery;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Delivery;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Prepare_AFolderThatIsNotThereYet_IsMadeAndLeftEmpty()
    {
        new OutputFolder(folder["a", "b"], "--output").Prepare(["acme"], ["report.json"]);

        Directory.Exists(folder["a", "b", "acme"]).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(folder["a", "b", "acme"]).ShouldBeEmpty();
    }

    [Fact]
    public void Prepare_AFileInTheWay_NamesEveryOrganization()
    {
        var output = new OutputFolder(folder.File("taken", "a file"), "--output");

        var exception = Should.Throw<InvalidInputException>(() => output.Prepare(["acme", "borealis"], ["report.json"]));

        exception.Errors.Count.ShouldBe(2);
        exception.Errors.ShouldAllBe(error => error.StartsWith("--output: "));
    }

    [Fact]
    public void Prepare_AFolderWhereTheReportBelongs_IsReportedBeforeTheAudit()
    {
        Directory.CreateDirectory(folder["acme", "report.html"]);

        var exception = Should.Throw<InvalidInputException>(() => new OutputFolder(folder.Path, "--output").Prepare(["acme"], ["report.json", "report.html"]));

        exception.Message.ShouldContain("report.html' is a folder");
    }
}
