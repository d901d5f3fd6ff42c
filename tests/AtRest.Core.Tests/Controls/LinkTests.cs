using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Controls;

/// <summary>Checks that <c>docs/links.json</c>, the list of pages that reports link to, matches the links.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] Folders = ["src", "docs", "tests", "samples", "infra"];
    private static readonly string[] TextFiles = [".cs", ".md", ".json", ".css", ".html", ".txt", ".yaml", ".yml"];

    private static readonly LinkList List = JsonSerializer.Deserialize<LinkList>(File.ReadAllText(Path.Combine(RuleCaseFiles.Repository, "docs", "links.json")), JsonSerializerOptions.Web)!;

    private static readonly ImmutableHashSet<string> Listed = [.. List.Pages.Select(page => page.Url)];

    [Fact]
    public void List_NamesEachPageOnceByHttps()
    {
        List.Pages.Select(page => page.Url).ShouldBeUnique();
        List.Pages.ShouldAllBe(page => page.What.Length > 0 && page.Url.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(page.Url, UriKind.Absolute));
    }

    [Fact]
    public void Catalogue_LinksToListedPages() => ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Select(control => control.Url ?? framework.Url).Append(framework.Url))
        .Distinct().Where(url => !Listed.Contains(url)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Statements_LinkToListedPagesAndSayWhenTheseWereRead(string given)
    {
        var statements = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(CaseWorld.With((JsonObject)JsonNode.Parse(given)!)).Clusters.Single().Statements;

        statements.Select(statement => statement.Source).Where(source => !Listed.Contains(source)).ShouldBeEmpty();
        statements.ShouldAllBe(statement => statement.SourceRead == List.Read);
    }

    /// <summary>Messages and remedies: every literal of Core and KeyPolicies that is not a comment.</summary>
    [Fact]
    public void Messages_LinkToListedPages() => Files("src").Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && (file.Path.Contains("AtRest.Core") || file.Path.Contains("AtRest.KeyPolicies")))
        .SelectMany(file => file.Text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
        .SelectMany(Links).Where(link => !Listed.Contains(link)).Distinct().ShouldBeEmpty();

    [Fact]
    public void CamundasPages_AreListedWhereverTheyAreNamed() => Folders.SelectMany(Files).Append(("README.md", File.ReadAllText(Path.Combine(RuleCaseFiles.Repository, "README.md"))))
        .SelectMany(file => Links(file.Item2).Where(link => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Host == "docs.camunda.io").Select(link => (File: file.Item1, Link: link)))
        .Where(entry => !Listed.Contains(entry.Link) && !entry.File.EndsWith("links.json", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void List_HoldsNoPageThatNothingNames()
    {
        var named = Folders.SelectMany(Files).Where(file => !file.Path.EndsWith("links.json", StringComparison.Ordinal)).SelectMany(file => Links(file.Text)).ToHashSet();

        Listed.Where(url => !named.Contains(url)).ShouldBeEmpty();
    }

    [Fact]
    public void Pages_ThatMoved_AreNamedByTheirPresentAddress() => Folders.SelectMany(Files).Where(file => !file.Path.EndsWith("links.json", StringComparison.Ordinal))
        .SelectMany(file => List.Moved.Where(moved => file.Text.Contains(moved.From, StringComparison.Ordinal)).Select(moved => $"{file.Path}: {moved.From} is now {moved.To}"))
        .ShouldBeEmpty();

    public static TheoryData<string> Clusters =>
    [
        "{}",
        """{"cluster": {"=encryption": {"type": "provider"}}}""",
        """{"cluster": {"provider": "gcp", "region": "europe-west1", "=encryption": {"type": "provider"}}}""",
        """{"cluster": {"provider": "gcp", "region": "europe-west1", "=encryption": {"type": "software", "cryptoKey": "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k"}}, "google": {}}""",
        """{"cluster": {"provider": "gcp", "region": "europe-west1", "=encryption": {"type": "hardware", "cryptoKey": "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k"}}, "google": {}}""",
    ];

    private static IEnumerable<(string Path, string Text)> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(RuleCaseFiles.Repository, folder), "*", SearchOption.AllDirectories)
            .Where(path => TextFiles.Contains(Path.GetExtension(path)) && !Build().IsMatch(path))
            .Select(path => (path, File.ReadAllText(path)));

    private static IEnumerable<string> Links(string text) => Link().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ':'));

    [GeneratedRegex("""https://[^\s"'<>()`;{}\\]+""")]
    private static partial Regex Link();

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]")]
    private static partial Regex Build();

    private sealed record LinkList(DateOnly Read, ImmutableArray<ListedPage> Pages, ImmutableArray<MovedPage> Moved);

    private sealed record ListedPage(string Url, string What);

    private sealed record MovedPage(string From, string To);
}
