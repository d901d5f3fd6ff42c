using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.Kms;

public sealed class KeyRotationTests
{
    private const string Body = $$"""{"KeyId":"{{Names.Key}}"}""";

    private static async Task<Answer> AskAsync(string operation, Func<FakeKey, FakeKey> change)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, change));
        return await new CloudCaller(cloud).KmsAsync(operation, Body);
    }

    [Fact]
    public async Task GetKeyRotationStatus_Enabled_ShowsPeriodAndNextDate()
    {
        Answer answer = await AskAsync("GetKeyRotationStatus", key => key with { CreationDate = "now-400d", Rotation = new() });

        ((bool)answer.Json["KeyRotationEnabled"]!).ShouldBeTrue();
        ((int)answer.Json["RotationPeriodInDays"]!).ShouldBe(365);
        Answer.Time(answer.Json["NextRotationDate"]).ShouldBe(Clouds.Now.AddDays(330));
    }

    [Fact]
    public async Task GetKeyRotationStatus_PendingDeletion_IsFalse()
    {
        Answer answer = await AskAsync("GetKeyRotationStatus", key => key with { State = "PendingDeletion", Rotation = new() });

        ((bool)answer.Json["KeyRotationEnabled"]!).ShouldBeFalse();
        answer.Json.AsObject().ContainsKey("RotationPeriodInDays").ShouldBeFalse();
    }

    [Theory]
    [InlineData("EXTERNAL", "GetKeyRotationStatus", "UnsupportedOperationException")]
    [InlineData("AWS_CLOUDHSM", "GetKeyRotationStatus", "UnsupportedOperationException")]
    [InlineData("EXTERNAL", "ListKeyRotations", null)]
    [InlineData("EXTERNAL_KEY_STORE", "ListKeyRotations", "UnsupportedOperationException")]
    public async Task Rotation_OtherOrigins_AreRefusedAsByKms(string origin, string operation, string? error)
    {
        Answer answer = await AskAsync(operation, key => key with { Origin = origin });

        answer.JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task Rotation_Replica_FollowsItsPrimary()
    {
        const string primary = $"arn:aws:kms:eu-west-1:{Names.Customer}:key/mrk-1";
        ScenarioBuilder scenario = Clouds.AtHome()
            .Key(primary, key => key with { Rotation = new() { PeriodInDays = 180 }, Rotations = [new() { Date = "now-20d", Type = "ON_DEMAND" }] })
            .Key(Names.Key, key => key with { MultiRegion = new() { Type = "REPLICA", PrimaryArn = primary } });
        await using FakeCloud cloud = await Clouds.StartAsync(scenario);
        CloudCaller caller = new(cloud);

        Answer status = await caller.KmsAsync("GetKeyRotationStatus", Body);
        Answer rotations = await caller.KmsAsync("ListKeyRotations", Body);

        ((int)status.Json["RotationPeriodInDays"]!).ShouldBe(180);
        rotations.Json["Rotations"]![0]!["RotationType"]!.ToString().ShouldBe("ON_DEMAND");
    }

    [Fact]
    public async Task ListKeyRotations_Several_AreInOrderOfTime()
    {
        Answer answer = await AskAsync("ListKeyRotations", key => key with { Rotations = [new() { Date = "now-10d" }, new() { Date = "now-300d" }] });

        answer.Json["Rotations"]!.AsArray().Select(rotation => Answer.Time(rotation!["RotationDate"]))
            .ShouldBe([Clouds.Now.AddDays(-300), Clouds.Now.AddDays(-10)]);
        ((bool)answer.Json["Truncated"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ROTATIONS_ONLY", 2)]
    [InlineData("ALL_KEY_MATERIAL", 3)]
    public async Task ListKeyRotations_IncludeKeyMaterial_DecidesOnTheFirstMaterial(string included, int entries)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, key => key with { Rotations = [new() { Date = "now-300d" }, new() { Date = "now-10d", Type = "ON_DEMAND" }] }));

        Answer answer = await new CloudCaller(cloud).KmsAsync("ListKeyRotations", $$"""{"KeyId":"{{Names.Key}}","IncludeKeyMaterial":"{{included}}"}""");

        System.Text.Json.Nodes.JsonArray rotations = answer.Json["Rotations"]!.AsArray();
        rotations.Count.ShouldBe(entries);
        rotations[0]!.AsObject().ContainsKey("RotationDate").ShouldBe(entries == 2);
        rotations.Select(rotation => rotation!["KeyMaterialState"]!.ToString()).ShouldBe([.. Enumerable.Repeat("NON_CURRENT", entries - 1), "CURRENT"]);
        rotations[^1]!["RotationType"]!.ToString().ShouldBe("ON_DEMAND");
        rotations.Select(rotation => rotation!["KeyMaterialId"]!.ToString()).ShouldBeUnique();
    }

    [Fact]
    public async Task ListKeyRotations_ImportedMaterial_ShowsItsExpiration()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, key => key with { Origin = "EXTERNAL", ExpirationModel = "KEY_MATERIAL_EXPIRES", ValidTo = "now+5d" }));

        System.Text.Json.Nodes.JsonNode material = (await new CloudCaller(cloud).KmsAsync("ListKeyRotations", $$"""{"KeyId":"{{Names.Key}}","IncludeKeyMaterial":"ALL_KEY_MATERIAL"}""")).Json["Rotations"]![0]!;

        (material["ImportState"]!.ToString(), material["ExpirationModel"]!.ToString()).ShouldBe(("IMPORTED", "KEY_MATERIAL_EXPIRES"));
        Answer.Time(material["ValidTo"]).ShouldBe(Clouds.Now.AddDays(5));
    }

    [Theory]
    [InlineData("\"all_key_material\"", "ValidationException")]
    [InlineData("\"\"", "ValidationException")]
    [InlineData("true", "SerializationException")]
    public async Task ListKeyRotations_WrongIncludeKeyMaterial_IsRefused(string value, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));

        (await new CloudCaller(cloud).KmsAsync("ListKeyRotations", $$"""{"KeyId":"{{Names.Key}}","IncludeKeyMaterial":{{value}}}""")).JsonError.ShouldBe(error);
    }
}
