using AtRest.Cli.Delivery;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Delivery;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Faults_AFolderThatIsNotThereYet_IsMadeAndLeftEmpty()
    {
        new OutputFolder(folder["a", "b"], "--output").Faults(["acme"], ["report.json"]).ShouldBeEmpty();

        Directory.Exists(folder["a", "b", "acme"]).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(folder["a", "b", "acme"]).ShouldBeEmpty();
    }

    [Fact]
    public void Faults_AFileInTheWay_IsReportedOnce()
    {
        var output = new OutputFolder(folder.File("taken", "a file"), "--output");

        output.Faults(["acme", "borealis"], ["report.json"]).ShouldHaveSingleItem().ShouldStartWith("--output: ");
    }

    /// <summary>The folders of the organizations are there, but nothing can be written to any of them.</summary>
    [Fact]
    public void Faults_FoldersThatCannotBeWritten_AreReportedOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc.");
        var (own, first) = ($"{Environment.ProcessId}", "1");

        new OutputFolder("/proc", "--output").Faults([own, first], ["report.json"]).ShouldHaveSingleItem().ShouldStartWith("--output: the folder '/proc' cannot be written: ");
        new OutputFolder("/proc", "--output").Faults([own], ["report.json"]).ShouldHaveSingleItem().ShouldStartWith($"--output: the folder '/proc/{own}' cannot be written: ");
    }

    [Fact]
    public void Faults_AFileInTheWayOfOneOrganization_NamesIt()
    {
        folder.File("acme", "a file");

        new OutputFolder(folder.Path, "--output").Faults(["acme", "borealis"], ["report.json"]).ShouldHaveSingleItem().ShouldContain("organization 'acme'");
    }

    [Fact]
    public void Faults_AFolderWhereTheReportBelongs_IsReportedBeforeTheAudit()
    {
        Directory.CreateDirectory(folder["acme", "report.html"]);

        new OutputFolder(folder.Path, "--output").Faults(["acme"], ["report.json", "report.html"]).ShouldHaveSingleItem().ShouldContain("report.html' is a folder");
    }
}
