using System.Net;
using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Aws.Sts;

public sealed class AssumeRoleTests
{
    private static ScenarioBuilder Scenario() => new ScenarioBuilder().DefaultAccount(Names.Other).Role(Names.Role, "secret-id").Key(Names.Key);

    [Theory]
    [InlineData(Names.Role, "secret-id", true)]
    [InlineData(Names.Role, "another", false)]
    [InlineData(Names.Role, null, false)]
    [InlineData("arn:aws:iam::111122223333:role/Unknown", "secret-id", false)]
    public async Task AssumeRole_ExternalId_MustMatch(string role, string? externalId, bool allowed)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());
        (string, string)[] input = [("Action", "AssumeRole"), ("RoleArn", role), ("RoleSessionName", "audit-1")];

        Answer answer = await new CloudCaller(cloud).StsAsync(externalId is null ? input : [.. input, ("ExternalId", externalId)]);

        answer.Status.ShouldBe(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        answer.Text("Code").ShouldBe(allowed ? null : "AccessDenied");
        answer.Xml.Name.ToString().ShouldBe("{https://sts.amazonaws.com/doc/2011-06-15/}" + (allowed ? "AssumeRoleResponse" : "ErrorResponse"));
        answer.Text("Expiration").ShouldBe(allowed ? "2026-11-24T09:00:00Z" : null);
    }

    [Fact]
    public async Task AssumeRole_Credentials_BelongToTheRolesAccount()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());
        CloudCaller auditor = await new CloudCaller(cloud).AssumeAsync(Names.Role, "secret-id");

        Answer identity = await auditor.StsAsync(("Action", "GetCallerIdentity"));

        identity.Text("Account").ShouldBe(Names.Customer);
        identity.Text("Arn").ShouldBe($"arn:aws:sts::{Names.Customer}:assumed-role/AtRestAudit/test");
    }

    [Fact]
    public async Task Session_WithoutItsToken_IsUnknown()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());
        CloudCaller auditor = await new CloudCaller(cloud).AssumeAsync(Names.Role, "secret-id");

        Answer answer = await (auditor with { Token = null }).KmsAsync("DescribeKey", $$"""{"KeyId":"{{Names.Key}}"}""");

        answer.JsonError.ShouldBe("UnrecognizedClientException");
    }

    [Fact]
    public async Task Session_AfterItsTime_IsExpired()
    {
        FakeTimeProvider time = new(Clouds.Now);
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario(), time);
        CloudCaller auditor = await new CloudCaller(cloud).AssumeAsync(Names.Role, "secret-id");
        time.Advance(TimeSpan.FromHours(1));

        Answer answer = await auditor.KmsAsync("DescribeKey", $$"""{"KeyId":"{{Names.Key}}"}""");

        answer.JsonError.ShouldBe("ExpiredTokenException");
    }

    [Theory]
    [InlineData("DurationSeconds", "899")]
    [InlineData("DurationSeconds", "43201")]
    [InlineData("RoleSessionName", "a b")]
    [InlineData("DurationSeconds", "3601")]
    [InlineData("DurationSeconds", "an hour")]
    [InlineData("DurationSeconds", "-1")]
    [InlineData("RoleSessionName", "a")]
    [InlineData("ExternalId", "x")]
    [InlineData("ExternalId", "secret id")]
    [InlineData("RoleArn", "role")]
    [InlineData("RoleArn", "role/of/more/than/twenty/characters")]
    public async Task AssumeRole_Malformed_IsRefused(string name, string value)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());
        Dictionary<string, string> input = new() { ["Action"] = "AssumeRole", ["RoleArn"] = Names.Role, ["RoleSessionName"] = "audit", ["ExternalId"] = "secret-id", [name] = value };

        Answer answer = await new CloudCaller(cloud).StsAsync([.. input.Select(pair => (pair.Key, pair.Value))]);

        answer.Text("Code").ShouldBe("ValidationError");
        answer.Text("Type").ShouldBe("Sender");
    }

    [Fact]
    public async Task Action_Unknown_IsInvalid()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await new CloudCaller(cloud).StsAsync(("Action", "GetSessionToken\u0001"));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("Code").ShouldBe("InvalidAction");
    }

    [Theory]
    [InlineData(7200, "7200", null)]
    [InlineData(7200, "7201", "ValidationError")]
    [InlineData(43_200, "43200", null)]
    public async Task AssumeRole_Duration_EndsAtTheRolesMaximum(int most, string duration, string? code)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().DefaultAccount(Names.Other).Role(new FakeRole { Arn = Names.Role, MaxSessionDurationSeconds = most }));

        Answer answer = await new CloudCaller(cloud).StsAsync(("Action", "AssumeRole"), ("RoleArn", Names.Role), ("RoleSessionName", "audit"), ("DurationSeconds", duration));

        answer.Text("Code").ShouldBe(code);
        answer.Text("Expiration").ShouldBe(code is null ? Clouds.Now.AddSeconds(int.Parse(duration, System.Globalization.CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    [Fact]
    public async Task AssumeRole_FromASession_LastsAnHourAtMost()
    {
        const string Second = "arn:aws:iam::111122223333:role/Second";
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario().Role(new FakeRole { Arn = Second, MaxSessionDurationSeconds = 43_200 }));
        CloudCaller session = await new CloudCaller(cloud).AssumeAsync(Names.Role, "secret-id");

        Answer answer = await session.StsAsync(("Action", "AssumeRole"), ("RoleArn", Second), ("RoleSessionName", "audit"), ("DurationSeconds", "7200"));

        answer.Text("Message")!.ShouldContain("role chaining");
    }
}
