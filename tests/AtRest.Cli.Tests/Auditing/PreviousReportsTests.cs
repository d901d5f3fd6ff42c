using AtRest.Cli.Auditing;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Auditing;

public sealed class PreviousReportsTests : IDisposable
{
    private static readonly DateTimeOffset Written = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_FolderOfReports_FindsThatOfEachOrganization()
    {
        Write("acme/report.json", Report("acme"));
        Write("acme/report.jsonl", Report("acme"));
        Write("borealis/report.jsonl", Report("borealis"));
        Write("notes/readme.txt", "none");

        var reports = await ReadAsync(folder.Path);

        reports.Notes(["acme", "borealis"]).ShouldBeEmpty();
    }

    /// <summary>One about some clusters is found where there is no other; it never takes the place of one about the organization.</summary>
    [Fact]
    public async Task Read_FolderOfPartialReports_TakesThemLast()
    {
        Write("acme/report-partial.json", "not read");
        Write("acme/report.jsonl", Report("acme"));
        Write("borealis/report-partial.jsonl", Report("borealis"));

        (await ReadAsync(folder.Path)).Notes(["acme", "borealis"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NothingGiven_HasNothingToSay() => (await ReadAsync()).Notes(["acme"]).ShouldBeEmpty();

    [Fact]
    public async Task Notes_ReportsThatFitNoOrganization_AreNamed()
    {
        var reports = await ReadAsync(Write("both.jsonl", Report("acme") + "\n" + Report("old")));

        var notes = reports.Notes(["acme", "new"]).ToList();

        notes.Count.ShouldBe(2);
        notes[0].ShouldContain("organization 'old' is not audited");
        notes[1].ShouldContain("organization 'new' has no earlier report");
    }

    [Fact]
    public async Task Read_EverythingWrong_NamesEveryReason()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));

        var errors = (await Should.ThrowAsync<InvalidInputException>(() => ReadAsync(
            Path.Combine(folder.Path, "missing.json"), Path.Combine(folder.Path, "empty"), Write("broken.json", "{"), Write("a.json", Report("acme")), Write("b.json", Report("acme"))))).Errors;

        errors.Count.ShouldBe(4);
        errors.ShouldContain(error => error.Contains("missing.json", StringComparison.Ordinal) && error.Contains("does not exist", StringComparison.Ordinal));
        errors.ShouldContain(error => error.Contains("has no report", StringComparison.Ordinal));
        errors.ShouldContain(error => error.Contains("broken.json", StringComparison.Ordinal));
        errors.ShouldContain(error => error.Contains("organization 'acme' has 2 reports", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_ReportLaterThanTheAudit_IsInvalidInput()
    {
        var reports = await ReadAsync(Write("a.json", Report("acme")));

        Should.Throw<InvalidInputException>(() => reports.CheckNotAfter(Written.AddSeconds(-1), ["acme"])).Message.ShouldContain("later than this audit");
        reports.CheckNotAfter(Written, ["acme"]);
        reports.CheckNotAfter(Written.AddDays(-1), ["other"]);
    }

    private static Task<PreviousReports> ReadAsync(params string[] paths) => PreviousReports.ReadAsync([.. paths], TestContext.Current.CancellationToken);

    private static string Report(string organization) =>
        $$"""{"schemaVersion":"1","reportId":"5f0f6a2e-6d0c-8b1e-9c55-0d6f4a1f7e21","organization":{"id":"{{organization}}"},"generatedAt":"2026-11-01T08:00:00Z","clusters":[]}""";

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
