using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Camunda;

namespace AtRest.Collectors.Tests.Answers;

/// <summary>Camunda's API or OAuth service, or what replaces them, answers as it never does.</summary>
public sealed class HostileCamundaTests
{
    private const long LargestTaken = 24 * 1024 * 1024;

    private static readonly FakeCamundaCluster Cluster = new() { Uuid = "u-1", Name = "one" };

    private static readonly Dictionary<string, (HostileAnswer Answer, string Words)> Attacks = new()
    {
        ["declared"] = (Hostile.Declared(), "It is larger than 8 MiB"),
        ["endless"] = (Hostile.Endless(), "It is larger than 8 MiB"),
        ["chunked"] = (Hostile.Chunked(), "It is larger than 8 MiB"),
        ["bomb"] = (Hostile.Bomb(), "It is larger than 8 MiB"),
        ["endless 500"] = (Hostile.Endless(500), "It is an error (HTTP 500) that is larger than 1 MiB"),
        ["headers"] = (Hostile.HugeHeader(), "Its headers are larger than 64 KiB"),
        ["web page"] = (Hostile.Body("<!doctype html><title>Sign in</title>", type: "text/html"), "It is a web page"),
        ["text"] = (Hostile.Body("garbage"), "It is not valid JSON"),
        ["object for a list"] = (Hostile.Body("{}"), "It is not a list of clusters"),
        ["member twice"] = (Hostile.Body("[{\"uuid\": \"u-1\", \"uuid\": \"u-2\"}]"), "A member appears twice"),
        ["not UTF-8"] = (Hostile.Body([.. "[{\"uuid\": \""u8, 0xC3, 0x28, .. "\"}]"u8]), "It is not UTF-8"),
        ["deep"] = (Hostile.Body(new string('[', 100_000) + new string(']', 100_000)), "It is nested more than 64 levels deep"),
        ["many clusters"] = (Hostile.Body($"[{string.Join(',', Enumerable.Repeat("{}", 500_000))}]"), "It has more than 400,000 values"),
    };

    public static TheoryData<string> AttackNames => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(AttackNames))]
    public async Task Collect_HostileAnswer_IsAbsentAfterOneCallWithTheCause(string name)
    {
        var (answer, words) = Attacks[name];
        HostileServer? server = null;
        await using var world = await CamundaWorld.StartAsync(
            CamundaWorld.Of(Cluster), through: cloud => (server = new HostileServer(request => request.Path == "/clusters" ? answer : null, cloud)).Endpoint);
        await using var listening = server!;

        var evidence = await world.CollectAsync();

        evidence.Clusters.Value.ShouldBeNull();
        evidence.Clusters.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        evidence.Clusters.Absence.Cause.ShouldContain("GET /clusters");
        evidence.Clusters.Absence.Cause.ShouldContain(words);
        listening.Attacked.Count.ShouldBe(1);
        listening.Taken.ShouldBeLessThan(LargestTaken);
        evidence.Regions.Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("endless", "It is larger than 256 KiB")]
    [InlineData("web page", "It is a web page")]
    [InlineData("wrong type", "It contains no access token")]
    [InlineData("endless 500", "It is an error (HTTP 500) that is larger than 256 KiB")]
    public async Task Collect_HostileTokenService_IsNotAttempted(string name, string words)
    {
        var answer = name == "wrong type" ? Hostile.Body("""{"access_token": {"a": 1}}""") : Attacks[name].Answer;
        await using var server = new HostileServer(_ => answer);
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster), oauth: new Uri(server.Endpoint, "oauth/token"));

        var absence = (await world.CollectAsync()).Clusters.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        absence.Cause.ShouldContain("Camunda's OAuth service");
        absence.Cause.ShouldContain(words);
        server.Attacked.Count.ShouldBe(1);
        world.Cloud.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_RedirectLoop_IsNotFollowed()
    {
        HostileServer? server = null;
        await using var world = await CamundaWorld.StartAsync(
            CamundaWorld.Of(Cluster), through: cloud => (server = new HostileServer(request => request.Path == "/clusters" ? Hostile.Body("", 302, headers: "Location: /clusters\r\n") : null, cloud)).Endpoint);
        await using var listening = server!;

        (await world.CollectAsync()).Clusters.Absence!.Cause.ShouldContain("HTTP 302");
        listening.Attacked.Count.ShouldBe(1);
    }
}
