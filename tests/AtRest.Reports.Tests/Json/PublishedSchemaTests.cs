using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Tests.Json;

/// <summary>The published schema is the one that the models give.</summary>
public sealed class PublishedSchemaTests
{
    /// <summary>If set, the test writes the published file again.</summary>
    private const string Rewrite = "ATREST_TESTS_REWRITE";

    [Fact]
    public async Task Schema_Published_IsThatOfTheModels()
    {
        var expected = ReportSchema.Text();
        if (Environment.GetEnvironmentVariable(Rewrite) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(RepositoryFiles.ReportSchema, expected, TestContext.Current.CancellationToken);
            return;
        }

        (await File.ReadAllTextAsync(RepositoryFiles.ReportSchema, TestContext.Current.CancellationToken))
            .ShouldBe(expected, $"docs/schemas/report.schema.json differs from the models. Run this test with {Rewrite}=1 to write it again.");
    }
}
