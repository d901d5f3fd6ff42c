using System.Net;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.Kms;

public sealed class DescribeKeyTests
{
    private static async Task<JsonNode> DescribeAsync(Func<FakeKey, FakeKey>? change = null)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, change));
        Answer answer = await new CloudCaller(cloud).KmsAsync("DescribeKey", $$"""{"KeyId":"{{Names.Key}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.ContentType.ShouldBe("application/x-amz-json-1.1");
        answer.Headers["x-amzn-RequestId"].ShouldHaveSingleItem();
        return answer.Json["KeyMetadata"]!;
    }

    [Fact]
    public async Task DescribeKey_PlainKey_ShowsTheMetadataOfAWS()
    {
        JsonNode key = await DescribeAsync();

        key["AWSAccountId"]!.ToString().ShouldBe(Names.Customer);
        key["KeyId"]!.ToString().ShouldBe(Names.KeyId);
        key["Arn"]!.ToString().ShouldBe(Names.Key);
        key["KeyState"]!.ToString().ShouldBe("Enabled");
        ((bool)key["Enabled"]!).ShouldBeTrue();
        key["KeySpec"]!.ToString().ShouldBe("SYMMETRIC_DEFAULT");
        key["KeyUsage"]!.ToString().ShouldBe("ENCRYPT_DECRYPT");
        key["KeyManager"]!.ToString().ShouldBe("CUSTOMER");
        key["Origin"]!.ToString().ShouldBe("AWS_KMS");
        ((bool)key["MultiRegion"]!).ShouldBeFalse();
        key.AsObject().ContainsKey("DeletionDate").ShouldBeFalse();
        key.AsObject().ContainsKey("MultiRegionConfiguration").ShouldBeFalse();
    }

    [Fact]
    public async Task DescribeKey_PendingDeletion_ShowsTheDayFromTheStart()
    {
        JsonNode key = await DescribeAsync(key => key with { State = "PendingDeletion", DeletionDate = "now+5d" });

        ((bool)key["Enabled"]!).ShouldBeFalse();
        Answer.Time(key["DeletionDate"]).ShouldBe(Clouds.Now.AddDays(5));
    }

    [Fact]
    public async Task DescribeKey_FractionsOfASecond_AreKept()
    {
        JsonNode key = await DescribeAsync(key => key with { CreationDate = Clouds.Now.AddMilliseconds(250) });

        key["CreationDate"]!.ToJsonString().ShouldEndWith(".25");
    }

    [Fact]
    public async Task DescribeKey_Replica_ShowsItsRelations()
    {
        const string primary = $"arn:aws:kms:eu-west-1:{Names.Customer}:key/mrk-1";
        JsonNode key = await DescribeAsync(key => key with { MultiRegion = new() { Type = "REPLICA", PrimaryArn = primary, ReplicaArns = [Names.Key] } });

        JsonNode related = key["MultiRegionConfiguration"]!;
        related["MultiRegionKeyType"]!.ToString().ShouldBe("REPLICA");
        related["PrimaryKey"]!["Region"]!.ToString().ShouldBe("eu-west-1");
        related["ReplicaKeys"]![0]!["Arn"]!.ToString().ShouldBe(Names.Key);
    }

    [Fact]
    public async Task DescribeKey_ImportedMaterial_ShowsItsExpiry()
    {
        JsonNode key = await DescribeAsync(key => key with { Origin = "EXTERNAL", ExpirationModel = "KEY_MATERIAL_EXPIRES", ValidTo = "now+12d" });

        key["ExpirationModel"]!.ToString().ShouldBe("KEY_MATERIAL_EXPIRES");
        Answer.Time(key["ValidTo"]).ShouldBe(Clouds.Now.AddDays(12));
    }

    [Theory]
    [InlineData("EXTERNAL", "Enabled", "KEY_MATERIAL_DOES_NOT_EXPIRE")]
    [InlineData("EXTERNAL", "PendingImport", null)]
    [InlineData("AWS_KMS", "Enabled", null)]
    public async Task DescribeKey_NothingSaidOfExpiry_ImportedMaterialDoesNotExpire(string origin, string state, string? model)
    {
        JsonNode key = await DescribeAsync(key => key with { Origin = origin, State = state });

        (key["ExpirationModel"]?.ToString()).ShouldBe(model);
    }
}
