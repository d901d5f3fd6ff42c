using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Costs;
using AtRest.Core.Naming;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Costs;

/// <summary>What keys cost: the cases are in <c>key-costs.json</c>. Their <c>given</c> is that of rules.</summary>
public sealed class KeyCostTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly ImmutableArray<CostCase> All = Load();

    public static TheoryData<string> Names => [.. All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cost_OfACase_IsAsExpected(string name)
    {
        var (given, expected) = All.Where(entry => entry.Name == name).Select(entry => (entry.Given, entry.Expect)).Single();
        var report = new Auditor([], new ToolInfo("atrest", "1.2.3")).Audit(CaseWorld.With(given));

        var cluster = report.Clusters.Single(audit => audit.Cluster.Id != "c-other");
        cluster.Costs.Length.ShouldBe(expected.Keys.Length);
        foreach (var (key, wanted) in cluster.Costs.Zip(expected.Keys))
        {
            key.Sum.ShouldBe(new MonthlyCost(wanted.Least, wanted.Most), key.Key);
            WireWord.Of(key.Payer).ShouldBe(wanted.Payer);
            key.OtherClusters.ShouldBe(wanted.OtherClusters);
            Matches(key.Unknown, wanted.Unknown);
            Matches([.. key.Parts.Select(part => part.Note).OfType<string>()], wanted.Notes);
        }

        if (expected.Organization is { } organization)
        {
            report.Costs.ShouldNotBeNull().Sum.ShouldBe(new MonthlyCost(organization.Least, organization.Most));
            report.Costs.Parts.ShouldAllBe(part => part.Quantity > 0);
            foreach (var text in organization.Unknown)
            {
                report.Costs.Unknown.ShouldContain(sentence => sentence.StartsWith(text, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Of the parts of several keys, the sum has one note if it is the same, and refers to the clusters if not.</summary>
    [Theory]
    [InlineData(null, "a", "a")]
    [InlineData("a", null, "a")]
    [InlineData("a", "a", "a")]
    [InlineData(null, null, null)]
    [InlineData("a", "b", "For several reasons: the clusters have them.")]
    public void Sum_OfPartsWithNotes_HasOne(string? first, string? second, string? note)
    {
        var sum = new KeyCostSum();
        sum.Add(KeyWith("1", first));
        sum.Add(KeyWith("2", second));
        sum.Add(KeyWith("2", "a key that is there twice"));

        var part = sum.Parts.ShouldHaveSingleItem();
        part.Note.ShouldBe(note);
        part.Quantity.ShouldBe(2);
        part.Cost.ShouldBe(new MonthlyCost(2, 2));
    }

    private static KeyCost KeyWith(string key, string? note) => new() { Key = key, Parts = [CostPart.Exact("AWS KMS key", 1, "kms-key") with { Note = note }] };

    private static void Matches(ImmutableArray<string> sentences, ImmutableArray<string> wanted)
    {
        sentences.Length.ShouldBe(wanted.Length, string.Join(' ', sentences));
        foreach (var text in wanted)
        {
            sentences.ShouldContain(sentence => sentence.Contains(text, StringComparison.Ordinal));
        }
    }

    private static ImmutableArray<CostCase> Load([CallerFilePath] string path = "") => JsonSerializer.Deserialize<ImmutableArray<CostCase>>(
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "key-costs.json")), Options);

    private sealed record CostCase(string Name, JsonObject Given, Expected Expect);

    private sealed record Expected
    {
        public ImmutableArray<ExpectedKey> Keys { get; init; } = [];

        public ExpectedOrganization? Organization { get; init; }
    }

    private sealed record ExpectedKey
    {
        public required decimal Least { get; init; }

        public required decimal Most { get; init; }

        public string Payer { get; init; } = "customer";

        public int OtherClusters { get; init; }

        public ImmutableArray<string> Unknown { get; init; } = [];

        public ImmutableArray<string> Notes { get; init; } = [];
    }

    private sealed record ExpectedOrganization
    {
        public required decimal Least { get; init; }

        public required decimal Most { get; init; }

        public ImmutableArray<string> Unknown { get; init; } = [];
    }
}
