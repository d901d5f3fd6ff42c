using System.Text;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private static async Task<Scenario> ReadAsync(string json)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(json));
        return await ScenarioReader.ReadAsync(stream, "test.json", TestContext.Current.CancellationToken);
    }

    private static async Task<string> ErrorAsync(string json) => (await Should.ThrowAsync<ScenarioException>(ReadAsync(json))).Message;

    [Fact]
    public async Task Read_CommentsAndTrailingCommas_AreAllowed()
    {
        Scenario scenario = await ReadAsync($$"""{ /* a */ "keys": [ { "arn": "{{Names.Key}}", "state": "Disabled", }, ], } // b""");

        scenario.Keys.ShouldHaveSingleItem().State.ShouldBe("Disabled");
    }

    [Fact]
    public async Task Read_PolicyObject_IsStrictJson()
    {
        Scenario scenario = await ReadAsync($$"""{ "keys": [ { "arn": "{{Names.Key}}", "policy": { "Version": "2012-10-17", /* c */ "Statement": [], "Statement": {}, } } ] }""");

        scenario.Keys[0].Policy!.ReplaceLineEndings("").Replace(" ", "").ShouldBe("""{"Version":"2012-10-17","Statement":[],"Statement":{}}""");
    }

    [Fact]
    public async Task Read_PolicyText_IsUnchanged() =>
        (await ReadAsync($$"""{ "keys": [ { "arn": "{{Names.Key}}", "policy": "{ broken" } ] }""")).Keys[0].Policy.ShouldBe("{ broken");

    [Fact]
    public async Task Read_UnknownProperty_IsNamedWithItsPlaceAndWhatIsAllowed()
    {
        string message = await ErrorAsync($$"""
            {
              "keys": [{ "arn": "{{Names.Key}}", "stat": "Disabled" }]
            }
            """);

        message.ShouldStartWith("The scenario test.json, line 2, at $.keys[0].stat: unknown property 'stat'. Allowed here: arn, missing, state,");
    }

    [Theory]
    [InlineData("", "The scenario test.json")]
    [InlineData("null", "is null")]
    [InlineData("[]", "the value has the wrong type")]
    [InlineData("""{ "keys": """, "line 1")]
    [InlineData("""{ "keys": [{}] }""", "at $.keys[0]: missing 'arn'.")]
    [InlineData("""{ "keys": null }""", "the value has the wrong type")]
    [InlineData("""{ "pageSize": "two" }""", "at $.pageSize: the value has the wrong type")]
    [InlineData("""{ "keys": [{ "arn": "arn:aws:kms:r:111122223333:key/1", "validTo": "tomorrow" }] }""", "'tomorrow' is not a time.")]
    [InlineData("""{ "keys": [{ "arn": "arn:aws:kms:r:111122223333:key/1", "policy": 1 }] }""", "A policy is an object or a string.")]
    [InlineData("""{ "keys": [], "keys": [] }""", "Duplicate property 'keys'")]
    public async Task Read_Malformed_NamesTheFaultAndItsPlace(string json, string expected)
    {
        string message = await ErrorAsync(json);

        message.ShouldContain(expected);
        message.ShouldNotContain("System.");
    }

    [Fact]
    public async Task Read_SeveralContradictions_AreAllNamed()
    {
        string message = await ErrorAsync("""
            {
              "defaultAccountId": "1",
              "keys": [{ "arn": "x" }, { "arn": "x" }],
              "denied": [{ "operation": "GetKeyPolicy" }],
              "faults": { "throttleRate": 2, "failureRate": -1, "down": ["sqs"], "quotas": { "kms:*": 1 } },
              "pageSize": 0
            }
            """);

        foreach (string part in new[] { "defaultAccountId: '1'", "keys[].arn: 'x' is not", "'x' occurs 2 times", "'GetKeyPolicy'", "faults.throttleRate", "faults.failureRate", "'sqs'", "'kms:*'", "pageSize" })
        {
            message.ShouldContain(part);
        }
    }

    [Fact]
    public async Task Start_ScenarioOfABuilder_IsValidatedToo() =>
        await Should.ThrowAsync<ScenarioException>(FakeCloud.StartAsync(new ScenarioBuilder().Key("no arn").Build(), cancellationToken: TestContext.Current.CancellationToken));
}
