using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.Kms;

public sealed class KeyGrantsTests
{
    private static Task<FakeCloud> StartAsync(int grants, int? pageSize = null)
    {
        ScenarioBuilder scenario = Clouds.AtHome().Key(Names.Key, key => key with
        {
            Grants = [.. Enumerable.Range(0, grants).Select(number => new FakeGrant { GrantId = $"grant-{number}", Operations = ["Decrypt"] })],
        });
        return Clouds.StartAsync(pageSize is { } entries ? scenario.PageSize(entries) : scenario);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public async Task ListGrants_Pages_HoldEachGrantOnce(int grants, int pages)
    {
        await using FakeCloud cloud = await StartAsync(grants);
        CloudCaller caller = new(cloud);
        List<string> seen = [];
        string? marker = null;
        do
        {
            JsonObject input = new() { ["KeyId"] = Names.Key, ["Marker"] = marker };
            Answer answer = await caller.KmsAsync("ListGrants", input.ToJsonString());
            seen.AddRange(answer.Json["Grants"]!.AsArray().Select(grant => grant!["GrantId"]!.ToString()));
            marker = (string?)answer.Json["NextMarker"];
            ((bool)answer.Json["Truncated"]!).ShouldBe(marker is not null);
        }
        while (marker is not null);

        seen.Count.ShouldBe(grants);
        seen.ShouldBeUnique();
        cloud.Calls["kms:ListGrants"].ShouldBe(pages);
    }

    [Theory]
    [InlineData("""{"KeyId":"KEY","Limit":101}""", "ValidationException")]
    [InlineData("""{"KeyId":"KEY","Limit":0}""", "ValidationException")]
    [InlineData("""{"KeyId":"KEY","Marker":"no marker"}""", "InvalidMarkerException")]
    [InlineData("""{"KeyId":"KEY","Marker":"Zm9v"}""", "InvalidMarkerException")]
    public async Task ListGrants_WrongPaging_IsRefused(string body, string error)
    {
        await using FakeCloud cloud = await StartAsync(1);

        Answer answer = await new CloudCaller(cloud).KmsAsync("ListGrants", body.Replace("KEY", Names.Key));

        answer.JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task ListGrants_PageSizeOfTheScenario_CapsThePage()
    {
        await using FakeCloud cloud = await StartAsync(3, pageSize: 2);

        Answer answer = await new CloudCaller(cloud).KmsAsync("ListGrants", $$"""{"KeyId":"{{Names.Key}}","Limit":100}""");

        answer.Json["Grants"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task ListGrants_Grant_ShowsPrincipalsAndConstraints()
    {
        FakeGrant grant = new()
        {
            GranteePrincipal = "arn:aws:sts::444455556666:assumed-role/aws:ec2-infrastructure/i-1",
            RetiringServicePrincipal = "ec2.amazonaws.com",
            Operations = ["Decrypt", "CreateGrant"],
            EncryptionContextSubset = new Dictionary<string, string> { ["aws:ebs:id"] = "vol-1" },
            SourceArn = "arn:aws:ec2:eu-central-1:444455556666:volume/vol-1",
        };
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key, key => key with { Grants = [grant] }));

        Answer answer = await new CloudCaller(cloud).KmsAsync("ListGrants", $$"""{"KeyId":"{{Names.Key}}"}""");

        JsonNode shown = answer.Json["Grants"]![0]!;
        shown["GranteePrincipal"]!.ToString().ShouldBe(grant.GranteePrincipal);
        shown["RetiringServicePrincipal"]!.ToString().ShouldBe("ec2.amazonaws.com");
        shown["IssuingAccount"]!.ToString().ShouldBe($"arn:aws:iam::{Names.Customer}:root");
        shown["Constraints"]!["EncryptionContextSubset"]!["aws:ebs:id"]!.ToString().ShouldBe("vol-1");
        shown["Constraints"]!["SourceArn"]!.ToString().ShouldBe(grant.SourceArn);
    }

    [Theory]
    [InlineData("\"GranteePrincipal\":\"arn:aws:iam::444455556666:role/a\"", "a")]
    [InlineData("\"GranteePrincipal\":\"arn:aws:iam::444455556666:role/nobody\"", "")]
    [InlineData("\"GranteeServicePrincipal\":\"ec2.amazonaws.com\"", "s")]
    [InlineData("\"GrantId\":\"b\"", "b")]
    [InlineData("\"GrantId\":\"b\",\"GranteePrincipal\":\"arn:aws:iam::444455556666:role/a\"", "")]
    [InlineData("\"GrantId\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"", "")]
    public async Task ListGrants_Filters_AreApplied(string filter, string expected)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Filtered());

        Answer answer = await new CloudCaller(cloud).KmsAsync("ListGrants", $$"""{"KeyId":"{{Names.Key}}",{{filter}}}""");

        string.Concat(answer.Json["Grants"]!.AsArray().Select(grant => grant!["GrantId"]!.ToString())).ShouldBe(expected);
    }

    [Theory]
    [InlineData("\"GranteePrincipal\":\"\"", "ValidationException")]
    [InlineData("\"GranteePrincipal\":\"role a\"", "ValidationException")]
    [InlineData("\"GranteePrincipal\":5", "SerializationException")]
    [InlineData("\"GranteePrincipal\":\"a\",\"GranteeServicePrincipal\":\"b\"", "ValidationException")]
    [InlineData("\"GrantId\":\"\"", "ValidationException")]
    [InlineData("\"GrantId\":\"x\"", "InvalidGrantIdException")]
    public async Task ListGrants_WrongFilter_IsRefused(string filter, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Filtered());

        (await new CloudCaller(cloud).KmsAsync("ListGrants", $$"""{"KeyId":"{{Names.Key}}",{{filter}}}""")).JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task ListGrants_PrincipalTooLong_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Filtered());

        (await new CloudCaller(cloud).KmsAsync("ListGrants", $$"""{"KeyId":"{{Names.Key}}","GranteePrincipal":"{{new string('a', 257)}}"}""")).JsonError.ShouldBe("ValidationException");
    }

    private static ScenarioBuilder Filtered() => Clouds.AtHome().Key(Names.Key, key => key with
    {
        Grants =
        [
            new() { GrantId = "a", GranteePrincipal = "arn:aws:iam::444455556666:role/a" },
            new() { GrantId = "b", GranteePrincipal = "arn:aws:iam::444455556666:role/b" },
            new() { GrantId = "s", GranteeServicePrincipal = "ec2.amazonaws.com" },
        ],
    });
}
