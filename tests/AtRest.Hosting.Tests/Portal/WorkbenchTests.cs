using System.Net;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Portal.Support;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>A policy that a person pastes is judged by the rules of an audit, and leaves no trace.</summary>
public sealed class WorkbenchTests(PortalFixture fixture)
{
    private const string Mark = "ThisWasPastedAndMustNotBeKept";

    private const string Public =
        $$"""
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Sid": "{{Mark}}", "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" }
          ]
        }
        """;

    [Fact]
    public async Task Policy_ThatIsPublic_IsJudgedFixedAndExplained()
    {
        var page = WebUtility.HtmlDecode((await JudgeAsync(new() { ["policy"] = Public, ["principal"] = "arn:aws:iam::999988887777:role/stranger", ["action"] = "kms:Decrypt" })).Body);

        page.ShouldContain("KPOL-2</a> <span class=\"state\">Not met:</span>");
        page.ShouldContain("The key is public");
        page.ShouldContain($"<mark>    {{ \"Sid\": \"{Mark}\"");
        page.ShouldContain("arn:aws:iam::999988887777:role/stranger calls kms:Decrypt.");
        page.ShouldContain("<strong>Allowed</strong>");
        page.ShouldContain("<h2 id=\"fix\">The fixed policy</h2>");
    }

    [Fact]
    public async Task Policy_AfterItsFix_Passes()
    {
        var policy = """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
              ]
            }
            """;
        var page = (await JudgeAsync(new() { ["policy"] = policy })).Body;
        page.ShouldContain("<ins>");
        page.ShouldContain("download=\"policy.json\"");
        var fixedPolicy = Uri.UnescapeDataString(WebUtility.HtmlDecode(page.Split("href=\"data:application/json;charset=utf-8,")[1].Split('"')[0]));

        var again = (await JudgeAsync(new() { ["policy"] = fixedPolicy })).Body;

        again.ShouldContain("The policy passes. Nothing has to be changed.");
        again.ShouldContain("Compliant");
    }

    [Theory]
    [InlineData("policy", "{ \"Version\": ", "Policy, line 1")]
    [InlineData("policy", "", "Paste a key policy")]
    [InlineData("grants", "[ 7 ]", "Grants: ")]
    [InlineData("cluster", PortalWorld.Policies, "Choose a cluster of this organization")]
    [InlineData("cluster", "\"><script>", "Choose a cluster of this organization")]
    public async Task Input_ThatIsWrong_IsExplained(string field, string value, string text)
    {
        var reply = await JudgeAsync(new() { ["policy"] = Public, [field] = value });

        ((int)reply.Status).ShouldBe(422);
        WebUtility.HtmlDecode(reply.Body).ShouldContain(text);
        reply.Body.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Policy_AsAFile_IsRead()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var token = Visitor.TokenOf((await visitor.GetAsync("/organizations/acme-bank/workbench")).Body);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "form" },
            { new StringContent(PortalWorld.Payments), "cluster" },
            { new StringContent(Public), "policyFile", "policy.json" },
        };

        (await visitor.SendAsync(HttpMethod.Post, "/organizations/acme-bank/workbench", form)).Body.ShouldContain("KPOL-2");
    }

    /// <summary>Everything is logged in these tests, at the lowest level.</summary>
    [Fact]
    public async Task Policy_AfterItWasJudged_IsNowhere()
    {
        var world = await fixture.WorldAsync();
        await JudgeAsync(new() { ["policy"] = Public, ["grants"] = $"[ {{ \"GrantId\": \"{Mark}\" }} ]" });
        await JudgeAsync(new() { ["policy"] = Public + new string(' ', 100_000) });

        world.Log.Text.ShouldNotContain(Mark);
        Directory.EnumerateFiles(Path.Combine(world.Data, "blobs"), "*", SearchOption.AllDirectories).Where(path => File.ReadAllText(path).Contains(Mark, StringComparison.Ordinal)).ShouldBeEmpty();
        Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*").ShouldBeEmpty();
    }

    private async Task<Reply> JudgeAsync(Dictionary<string, string> fields)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        fields.TryAdd("cluster", PortalWorld.Payments);
        return await visitor.PostAsync("/organizations/acme-bank/workbench", "/organizations/acme-bank/workbench", fields);
    }
}
