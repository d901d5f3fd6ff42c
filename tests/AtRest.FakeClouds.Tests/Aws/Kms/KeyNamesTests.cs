using System.Net;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.Kms;

public sealed class KeyNamesTests
{
    [Theory]
    [InlineData(Names.Key, null)]
    [InlineData(Names.KeyId, null)]
    [InlineData("11111111-1111-4111-8111-111111111111", "NotFoundException")]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-4111-8111-111111111111", "NotFoundException")]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "NotFoundException")]
    [InlineData("arn:aws:s3:::bucket", "InvalidArnException")]
    [InlineData("alias/payments", "NotFoundException")]
    [InlineData("no key", "NotFoundException")]
    [InlineData("", "NotFoundException")]
    public async Task KeyId_Name_IsResolvedAsByKms(string keyId, string? error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));

        Answer answer = await new CloudCaller(cloud).KmsAsync("DescribeKey", $$"""{"KeyId":"{{keyId}}"}""");

        answer.JsonError.ShouldBe(error);
        answer.Status.ShouldBe(error is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task KeyId_MissingKey_IsNotFound()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, key => key with { Missing = true }));

        Answer answer = await new CloudCaller(cloud).KmsAsync("GetKeyPolicy", $$"""{"KeyId":"{{Names.Key}}"}""");

        answer.JsonError.ShouldBe("NotFoundException");
        answer.Json["message"]!.ToString().ShouldBe($"Key '{Names.Key}' does not exist");
    }

    [Theory]
    [InlineData("{}", "ValidationException")]
    [InlineData("[", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("""{"KeyId":"a","KeyId":"b"}""", "SerializationException")]
    [InlineData("""{"KeyId":1}""", "ValidationException")]
    public async Task Input_Malformed_IsRefused(string body, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder());

        Answer answer = await new CloudCaller(cloud).KmsAsync("DescribeKey", body);

        answer.JsonError.ShouldBe(error);
    }

    [Theory]
    [InlineData("TrentService.Encrypt")]
    [InlineData("AmazonSQS.ListQueues")]
    public async Task Operation_Unknown_IsReported(string target)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder());

        Answer answer = await new CloudCaller(cloud).JsonAsync("kms", target, "{}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.JsonError.ShouldBe("UnknownOperationException");
    }
}
