using System.Text.Json.Nodes;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Camunda;

/// <summary>Camunda's activity log.</summary>
public sealed class ActivityTests
{
    private static readonly FakeCamundaEvent Created = new() { EntityId = "u-1", Time = "2026-01-15T10:00:00Z" };

    [Fact]
    public async Task CollectAsync_NotAskedFor_MakesNoCall()
    {
        await using var world = await CamundaWorld.StartAsync(With(Created));

        (await world.CollectAsync()).Activity.ShouldBeNull();

        world.Calls("GetActivity").ShouldBe(0);
    }

    [Fact]
    public async Task CollectAsync_Change_IsReadInFullWithOneCall()
    {
        FakeCamundaEvent change = Created with
        {
            AuditType = "u",
            Audit = "encryption-updated",
            Entity = "encryption",
            EntityId = "e-1",
            ParentEntityId = "u-1",
            EntityAttribute = "primaryKeyArn",
            EntityAttributeValueFrom = "a",
            EntityAttributeValueTo = "b",
        };
        var activity = await ReadAsync(change);

        activity.Source.ShouldBe("camunda:GET /activity/json");
        activity.Sha256.ShouldBe(EvidenceHash.OfValue(activity.Value!));
        activity.Value!.Items.Single().ShouldBe(new CamundaEvent
        {
            Time = new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero),
            Audit = "encryption-updated",
            AuditType = "u",
            Entity = "encryption",
            EntityId = "e-1",
            ParentEntityId = "u-1",
            Attribute = "primaryKeyArn",
            From = "a",
            To = "b",
            UserId = "dana@example.com",
        });
    }

    [Fact]
    public async Task CollectAsync_OrganizationsWithOneClient_ReadTheLogOnce()
    {
        await using var world = await CamundaWorld.StartAsync(With(Created), more: Asked);

        await world.CollectAsync(TestContext.Current.CancellationToken, CamundaWorld.Acme, CamundaWorld.Acme with { Id = "other" });

        world.Calls("GetActivity").ShouldBe(1);
    }

    [Fact]
    public async Task CollectAsync_EventsOfOthersAndReads_AreNotKept()
    {
        var activity = await ReadAsync(Created with { Entity = "user", EntityId = "someone@example.com" }, Created with { EntityId = "u-2" }, Created with { AuditType = "R" }, Created with { EntityId = "U-1" });

        activity.Value!.Items.Select(entry => entry.EntityId).ShouldBe(["U-1"]);
    }

    [Fact]
    public async Task CollectAsync_InAnyOrder_GivesTheSameEvidence()
    {
        FakeCamundaEvent[] events = [Created, Created with { Time = "2026-02-01T00:00:00Z", AuditType = "u" }, Created with { Time = "2026-02-01T00:00:00Z", AuditType = "d" }, Created];

        (await ReadAsync(events)).Sha256.ShouldBe((await ReadAsync([.. events.Reverse()])).Sha256);
    }

    [Theory]
    [InlineData("1768471200000", "2026-01-15T10:00:00Z")]
    [InlineData("1768471200", "2026-01-15T10:00:00Z")]
    [InlineData("\"2026-01-15T10:00:00.000Z\"", "2026-01-15T10:00:00Z")]
    [InlineData("\"yesterday\"", null)]
    [InlineData("-1", null)]
    [InlineData("1e300", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public async Task CollectAsync_Timestamp_IsReadInEveryForm(string timestamp, string? expected)
    {
        var read = (await ReadAsync(Created with { Replace = new JsonObject { ["timestamp"] = JsonNode.Parse(timestamp) } })).Value!.Items.Single();

        read.Time.ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected, null));
    }

    [Fact]
    public async Task CollectAsync_MembersOfOtherTypes_AreQuotedOrLeftOut()
    {
        var read = (await ReadAsync(Created with { Replace = new JsonObject { ["userId"] = null, ["audit"] = 7, ["entityAttributeValueTo"] = new JsonObject { ["type"] = "External" }, ["more"] = true } })).Value!.Items.Single();

        (read.UserId, read.Audit, read.To).ShouldBe((null, "7", """{"type":"External"}"""));
    }

    [Fact]
    public async Task CollectAsync_Denied_SaysWhatToAllow()
    {
        await using var world = await CamundaWorld.StartAsync(With(Created).Deny("camunda:GetActivity"), more: Asked);

        var evidence = await world.CollectAsync();

        evidence.Clusters.Value.ShouldNotBeNull();
        evidence.Activity!.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        evidence.Activity.Absence.Remedy!.ShouldContain("read the activity of the organization");
    }

    [Fact]
    public async Task CollectAsync_NoSecret_HasTheCauseOfTheOthers()
    {
        await using var world = await CamundaWorld.StartAsync(With(Created), more: Asked);
        world.Settings.Remove("SECRET");

        var evidence = await world.CollectAsync();

        evidence.Activity!.Absence.ShouldBe(evidence.Clusters.Absence);
    }

    private static CamundaCollectorOptions Asked => new() { Activity = true };

    private static ScenarioBuilder With(params FakeCamundaEvent[] events) => CamundaWorld.Of(new FakeCamundaCluster { Uuid = "u-1", Name = "payments" })
        .Camunda(camunda => camunda with { Organizations = [camunda.Organizations[0] with { Activity = events }] });

    private static async Task<Collected<CamundaActivity>> ReadAsync(params FakeCamundaEvent[] events)
    {
        await using var world = await CamundaWorld.StartAsync(With(events), more: Asked);
        var evidence = await world.CollectAsync();
        world.Calls("GetActivity").ShouldBe(1);
        return evidence.Activity!;
    }
}
