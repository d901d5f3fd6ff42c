using System.Text;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>Evidence that somebody changes in the storage before the report is made.</summary>
public sealed class ChangedEvidenceTests
{
    private static readonly MadeFleet Fleet = new(organizations: 1, clusters: 6);
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_WhoseStoredEvidenceIsChanged_IsNotJudgedByItAndNamesTheEntry()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var steps = server.Get<AuditSteps>();
        var plan = (await steps.PlanAsync(AuditWorld.Order(Organization), inline: false, Cancellation))!;
        foreach (var batch in plan.Batches)
        {
            await steps.CollectAsync(plan, batch, Cancellation);
        }

        var changed = await ChangeAsync(server, "\"keyState\": \"Enabled\"", "\"keyState\": \"Disabled\"");
        var entry = await steps.FinishIfReadyAsync(plan, Cancellation);

        changed.ShouldBe(1);
        entry.ShouldNotBeNull();
        var evidence = await server.EvidenceAsync(entry);
        evidence.NotEvaluated.ShouldNotBeEmpty();
        evidence.NotEvaluated.ShouldAllBe(cluster => cluster.Cause.Contains("The stored evidence was refused") && cluster.Cause.Contains("kms:DescribeKey of arn:aws:kms:"));
    }

    /// <summary>Changes the first result that holds the text; answers how many were changed.</summary>
    private static async Task<int> ChangeAsync(AuditServer server, string what, string with)
    {
        foreach (var name in (await server.BlobNamesAsync("organizations/")).Where(name => name.Contains("/results/", StringComparison.Ordinal)))
        {
            string text;
            await using (var blob = (await server.Blobs.ReadAsync(name, Cancellation))!)
            {
                using var reader = new StreamReader(blob.Content);
                text = await reader.ReadToEndAsync(Cancellation);
            }

            if (text.Contains(what, StringComparison.Ordinal))
            {
                using var content = new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(what, with, StringComparison.Ordinal)));
                await server.Blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, Cancellation);
                return 1;
            }
        }

        return 0;
    }
}
