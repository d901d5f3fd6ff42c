using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class DenialTests
{
    private const string Body = $$"""{"KeyId":"{{Names.Key}}"}""";

    private static async Task<Answer> AskAsync(ScenarioBuilder scenario, string operation = "GetKeyPolicy")
    {
        await using FakeCloud cloud = await Clouds.StartAsync(scenario.Key(Names.Key));
        return await new CloudCaller(cloud).KmsAsync(operation, Body);
    }

    [Theory]
    [InlineData("kms:GetKeyPolicy", null, null, true)]
    [InlineData("kms:Get*", null, null, true)]
    [InlineData("*", null, null, true)]
    [InlineData("kms:ListGrants", null, null, false)]
    [InlineData("s3:*", null, null, false)]
    [InlineData("kms:*", Names.Key, null, true)]
    [InlineData("kms:*", "arn:aws:kms:eu-central-1:111122223333:key/another", null, false)]
    [InlineData("kms:*", null, Names.Customer, true)]
    [InlineData("kms:*", null, Names.Other, false)]
    public async Task Denied_Pattern_RefusesMatchingCalls(string operation, string? resource, string? account, bool denied)
    {
        Answer answer = await AskAsync(Clouds.AtHome().Deny(operation, resource, account));

        answer.JsonError.ShouldBe(denied ? "AccessDeniedException" : null);
    }

    [Fact]
    public async Task Denied_Message_NamesUserOperationAndResource()
    {
        Answer answer = await AskAsync(Clouds.AtHome().Deny("kms:GetKeyPolicy"));

        answer.Json["message"]!.ToString()
            .ShouldStartWith($"User: arn:aws:iam::{Names.Customer}:user/base is not authorized to perform: kms:GetKeyPolicy on resource: {Names.Key}");
    }

    [Fact]
    public async Task RoleDeny_OneOperation_LeavesTheOthers()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().Role(Names.Role, null, "kms:ListGrants").Key(Names.Key));
        CloudCaller auditor = await new CloudCaller(cloud).AssumeAsync(Names.Role);

        (await auditor.KmsAsync("ListGrants", Body)).JsonError.ShouldBe("AccessDeniedException");
        (await auditor.KmsAsync("GetKeyPolicy", Body)).JsonError.ShouldBeNull();
    }

    [Fact]
    public async Task Errors_Planned_AreReturnedInTheServicesFormat()
    {
        ScenarioBuilder scenario = Clouds.AtHome().Error("kms:GetKeyPolicy", "KMSInvalidStateException", error => error with { Message = "is Creating.", Status = 409 });

        Answer answer = await AskAsync(scenario);

        ((int)answer.Status, answer.JsonError, answer.Json["message"]!.ToString()).ShouldBe((409, "KMSInvalidStateException", "is Creating."));
    }
}
