using System.Net;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;
using AtRest.FakeClouds.WebIdentity;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Aws.Sts;

public sealed class AssumeRoleWithWebIdentityTests
{
    private const string Audience = "api://aws";

    private static ScenarioBuilder Scenario(Func<FakeWebIdentityTrust, FakeWebIdentityTrust>? change = null) => Clouds.AtHome().ManagedIdentity().WebIdentityRole(Names.Role, Audience, change);

    [Fact]
    public async Task Assume_TrustedToken_GivesCredentialsOfTheRolesAccount()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await IdentityCaller.AssumeAsync(cloud, Names.Role, await IdentityCaller.TokenAsync(cloud, Audience));
        CloudCaller caller = new CloudCaller(cloud) with { AccessKeyId = answer.Text("AccessKeyId")!, Token = answer.Text("SessionToken") };

        answer.Xml.Name.LocalName.ShouldBe("AssumeRoleWithWebIdentityResponse");
        answer.Text("SubjectFromWebIdentityToken").ShouldBe(new FakeManagedIdentity().Subject);
        answer.Text("Audience").ShouldBe(Audience);
        answer.Text("Provider").ShouldBe(new FakeManagedIdentity().Issuer);
        (await caller.StsAsync(("Action", "GetCallerIdentity"))).Text("Arn").ShouldBe($"arn:aws:sts::{Names.Customer}:assumed-role/AtRestAudit/test");
    }

    [Theory]
    [InlineData("issuer", "InvalidIdentityToken", HttpStatusCode.BadRequest)]
    [InlineData("audience", "InvalidIdentityToken", HttpStatusCode.BadRequest)]
    [InlineData("subject", "AccessDenied", HttpStatusCode.Forbidden)]
    public async Task Assume_RoleTrustsAnotherToken_IsRefusedAsByAws(string wrong, string code, HttpStatusCode status)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario(trust => wrong switch
        {
            "issuer" => trust with { Issuer = "https://other/" },
            "audience" => trust with { Audience = "api://other" },
            _ => trust with { Subject = "other" },
        }));

        Answer answer = await IdentityCaller.AssumeAsync(cloud, Names.Role, await IdentityCaller.TokenAsync(cloud, Audience));

        (answer.Text("Code"), answer.Status).ShouldBe((code, status));
    }

    [Fact]
    public async Task Assume_RoleThatTrustsNoToken_IsDenied()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario().Role(Names.Role + "2"));

        (await IdentityCaller.AssumeAsync(cloud, Names.Role + "2", await IdentityCaller.TokenAsync(cloud, Audience))).Text("Code").ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Assume_TokenAfterItsExpiration_IsRefusedAsExpired()
    {
        FakeTimeProvider time = new(Clouds.Now);
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario(), time);
        string token = await IdentityCaller.TokenAsync(cloud, Audience);
        time.Advance(TimeSpan.FromDays(1));

        (await IdentityCaller.AssumeAsync(cloud, Names.Role, token)).Text("Code").ShouldBe("ExpiredTokenException");
    }

    [Fact]
    public async Task Assume_ForgedToken_IsInvalid()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());
        string token = await IdentityCaller.TokenAsync(cloud, Audience);

        (await IdentityCaller.AssumeAsync(cloud, Names.Role, token + "x")).Text("Code").ShouldBe("InvalidIdentityToken");
        (await IdentityCaller.AssumeAsync(cloud, Names.Role, "no token")).Text("Code").ShouldBe("InvalidIdentityToken");
    }
}
