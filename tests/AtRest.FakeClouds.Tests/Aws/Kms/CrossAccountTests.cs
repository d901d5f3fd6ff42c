using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.Kms;

public sealed class CrossAccountTests
{
    [Theory]
    [InlineData("DescribeKey", null)]
    [InlineData("GetKeyRotationStatus", null)]
    [InlineData("ListGrants", null)]
    [InlineData("GetKeyPolicy", "AccessDeniedException")]
    [InlineData("ListKeyRotations", "AccessDeniedException")]
    [InlineData("GetKeyLastUsage", "AccessDeniedException")]
    public async Task Operation_FromAnotherAccount_WorksOnlyWhereKmsAllowsIt(string operation, string? error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().DefaultAccount(Names.Other).Key(Names.Key));

        Answer answer = await new CloudCaller(cloud).KmsAsync(operation, $$"""{"KeyId":"{{Names.Key}}"}""");

        answer.JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task Operation_FromAnotherAccountAsTheAuditRole_Works()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().DefaultAccount(Names.Other).Role(Names.Role).Key(Names.Key));
        CloudCaller auditor = await new CloudCaller(cloud).AssumeAsync(Names.Role);

        Answer answer = await auditor.KmsAsync("GetKeyPolicy", $$"""{"KeyId":"{{Names.Key}}"}""");

        answer.JsonError.ShouldBeNull();
    }
}
