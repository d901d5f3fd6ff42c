using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Grants;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>Runs the cases of the access table: a policy, optional grants, and a line for each right. A new case needs no code.</summary>
public sealed class AccessCaseTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Folder(), "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Table_PolicyOfCase_HasTheseRows(string name)
    {
        var @case = JsonSerializer.Deserialize<AccessCase>(File.ReadAllText(Path.Combine(Folder(), name)), Options)!;
        var table = KeyPolicyAnalysis.Of(@case.Policy.ToJsonString(), AccessSamples.Subject() with { Grants = @case.Grants }).Table();

        table.Rows.SelectMany(AccessLines.Of).ShouldBe(@case.Rows, @case.What);
        table.IsPublic.ShouldBe(@case.IsPublic);
        table.HasGrants.ShouldBe(@case.Grants is not null);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");

    private sealed record AccessCase
    {
        public required string What { get; init; }

        public required JsonObject Policy { get; init; }

        public ImmutableArray<KeyGrant>? Grants { get; init; }

        public bool IsPublic { get; init; }

        public required ImmutableArray<string> Rows { get; init; }
    }
}
