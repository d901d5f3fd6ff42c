using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// The tables of <c>docs/rules/README.md</c> lead from an ID to everything about a rule: its page, its code, its cases and its controls. They are generated:
/// with the environment variable <c>ATREST_TESTS_REWRITE=1</c> the test writes them again.
/// </summary>
public sealed class RuleTableTests
{
    private static readonly EncryptionType[] Types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];

    private static string Page => Path.Combine(RuleCaseFiles.Repository, "docs", "rules", "README.md");

    [Theory]
    [InlineData("rules")]
    [InlineData("controls")]
    public void Page_OfAllRules_HasTheGeneratedTable(string name)
    {
        var (before, table, after) = Split(File.ReadAllText(Page), name);
        var expected = string.Join('\n', name == "rules" ? RuleTable() : ControlTable());

        if (Environment.GetEnvironmentVariable("ATREST_TESTS_REWRITE") is "1")
        {
            File.WriteAllText(Page, $"{before}{expected}{after}");
            return;
        }

        table.ShouldBe(expected, "Write the table again: ATREST_TESTS_REWRITE=1.");
    }

    private static IEnumerable<string> RuleTable() => RuleCatalog.Descriptors
        .Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {Word(rule.Level)} | {Word(rule.Severity)} | {AppliesTo(rule)} | [code]({CodeOf(rule.Id)}) | [cases]({CasesOf(rule.Id)}) |")
        .Prepend("| --- | --- | --- | --- | --- | --- | --- |")
        .Prepend("| Rule | Holds when | Level | Severity | Applies to | Code | Cases |");

    private static IEnumerable<string> ControlTable() => RuleCatalog.Descriptors
        .Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {string.Join("<br>", ControlCatalog.ControlsOf(rule.Id).Select(framework => $"{framework.Key}: {string.Join(", ", framework.Value)}"))} |")
        .Prepend("| --- | --- |")
        .Prepend("| Rule | Controls |");

    private static string AppliesTo(RuleDescriptor rule) => rule.AppliesTo.Types == EncryptionType.None ? "the organization"
        : (rule.AppliesTo.Types == EncryptionType.All ? "all" : string.Join(", ", Types.Where(type => rule.AppliesTo.Types.HasFlag(type)).Order()))
            + (rule.AppliesTo.KeyCloud is { } cloud ? $" ({InventoryWords.NameOf(cloud)})" : "");

    private static string CodeOf(string id) => LinkTo(Directory.EnumerateDirectories(Path.Combine(RuleCaseFiles.Repository, "src", "AtRest.Core"), id, SearchOption.AllDirectories).Single());

    private static string CasesOf(string id)
    {
        var path = Path.Combine(RuleCaseFiles.Repository, "tests", "AtRest.Core.Tests", "Rules", "Cases", id);
        return LinkTo(new[] { path, path + ".json" }.Single(Path.Exists));
    }

    private static string LinkTo(string path) => Path.GetRelativePath(Path.GetDirectoryName(Page)!, path).Replace('\\', '/');

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static (string Before, string Table, string After) Split(string text, string name)
    {
        var start = $"<!-- generated: {name} -->\n";
        var end = $"\n<!-- end: {name} -->";
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, from, StringComparison.Ordinal);
        return (text[..from], text[from..to], text[to..]);
    }
}
