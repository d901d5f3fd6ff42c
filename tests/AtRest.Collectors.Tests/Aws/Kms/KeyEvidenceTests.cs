using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Aws.Kms;

namespace AtRest.Collectors.Tests.Aws.Kms;

public sealed class KeyEvidenceTests
{
    [Fact]
    public async Task Collect_KeyInOrder_EveryPieceIsRead()
    {
        var world = Worlds.Account().Key(Names.Key, key => key with { Rotation = new FakeRotationStatus { PeriodInDays = 180 } });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var key = collection.Key;
        key.Metadata.Value!.KeyState.ShouldBe("Enabled");
        key.Metadata.Value.KeySpec.ShouldBe("SYMMETRIC_DEFAULT");
        key.Metadata.Value.AccountId.ShouldBe(Names.Account);
        key.Metadata.Value.CreationDate!.Value.Offset.ShouldBe(TimeSpan.Zero);
        key.RotationStatus.Value!.RotationPeriodInDays.ShouldBe(180);
        key.Grants.Value!.Items.ShouldBeEmpty();
        key.LastUsage.Value!.TrackingStartDate.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_Policy_IsTheTextAsAwsReturnsItWithItsHash()
    {
        const string Policy = """{ "Version":"2012-10-17",  "Statement":[] }""";
        var world = Worlds.Account().Key(Names.Key, key => key with { Policy = Policy });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Key.Policy.Value!.Json.ShouldBe(Policy);
        collection.Key.Policy.Sha256.ShouldBe(EvidenceHash.OfText(Policy));
        collection.Key.Policy.Source.ShouldBe("kms:GetKeyPolicy");
        collection.Key.Policy.Resource.ShouldBe(Names.Key);
    }

    [Fact]
    public async Task Collect_ImportedKey_ExpiryAndOriginAreKept()
    {
        var world = Worlds.Account().Key(Names.Key, key => key with { Origin = "EXTERNAL", ValidTo = "now+10d", ExpirationModel = "KEY_MATERIAL_EXPIRES" });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Key.Metadata.Value!.Origin.ShouldBe("EXTERNAL");
        collection.Key.Metadata.Value.ValidTo.ShouldNotBeNull();
        collection.Key.Metadata.Value.ExpirationModel.ShouldBe("KEY_MATERIAL_EXPIRES");
    }

    [Fact]
    public async Task Collect_ManyGrants_AllPagesAreReadInAStableOrder()
    {
        var grants = Enumerable.Range(0, 25).Select(index => new FakeGrant { GrantId = $"{24 - index:d3}", GranteePrincipal = "arn:aws:iam::444455556666:role/tenant-acme", Operations = ["Encrypt", "Decrypt"] });
        var world = Worlds.Account().Key(Names.Key, key => key with { Grants = [.. grants] }).PageSize(10);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var read = collection.Key.Grants.Value!.Items;
        read.Select(grant => grant.GrantId).ShouldBe(Enumerable.Range(0, 25).Select(index => $"{index:d3}"));
        read[0].Operations.ShouldBe(["Decrypt", "Encrypt"]);
        collection.Calls["kms:ListGrants"].ShouldBe(3);
    }

    /// <summary>An empty context that must be equal forbids every pair. Without a context, nothing is forbidden.</summary>
    [Fact]
    public async Task Collect_GrantWithAnEmptyContext_StaysAConstraint()
    {
        FakeGrant[] grants =
        [
            new() { GrantId = "a", GranteePrincipal = "arn:aws:iam::444455556666:role/tenant-acme", EncryptionContextEquals = new Dictionary<string, string>() },
            new() { GrantId = "b", GranteePrincipal = "arn:aws:iam::444455556666:role/tenant-acme" },
        ];

        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key, key => key with { Grants = grants }).Build(), Fleets.Organization(Names.Key));

        var read = collection.Key.Grants.Value!.Items;
        read[0].EncryptionContextEquals.ShouldNotBeNull().ShouldBeEmpty();
        read[1].EncryptionContextEquals.ShouldBeNull();
    }

    [Fact]
    public async Task Collect_NotRotatedAutomatically_PastRotationsAreRead()
    {
        var world = Worlds.Account().Key(Names.Key, key => key with { Rotations = [new FakeRotation { Date = "now-20d", Type = "ON_DEMAND" }] });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Key.Rotations.Value!.Items.ShouldHaveSingleItem().RotationType.ShouldBe("ON_DEMAND");
    }

    [Theory]
    [InlineData(365, 0)]
    [InlineData(366, 1)]
    public async Task Collect_RotatedAutomatically_PastRotationsAreReadOnlyBeyondAYear(int days, int calls)
    {
        var world = Worlds.Account().Key(Names.Key, key => key with { Rotation = new FakeRotationStatus { PeriodInDays = days } });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Calls.GetValueOrDefault("kms:ListKeyRotations").ShouldBe(calls);
    }
}
