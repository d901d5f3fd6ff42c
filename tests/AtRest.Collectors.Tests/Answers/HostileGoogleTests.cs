using System.Globalization;
using AtRest.Collectors.Google;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Answers;

/// <summary>Google Cloud KMS, or what replaces it, answers as it never does.</summary>
public sealed class HostileGoogleTests
{
    private const long LargestTaken = 24 * 1024 * 1024;

    private static readonly Dictionary<string, (HostileAnswer Answer, string Words)> Attacks = new()
    {
        ["declared"] = (Hostile.Declared(), "It is larger than 8 MiB"),
        ["endless"] = (Hostile.Endless(), "It is larger than 8 MiB"),
        ["chunked"] = (Hostile.Chunked(), "It is larger than 8 MiB"),
        ["gzip bomb"] = (Hostile.Bomb(), "It is larger than 8 MiB"),
        ["brotli bomb"] = (Hostile.Bomb("br"), "It is larger than 8 MiB"),
        ["deflate bomb"] = (Hostile.Bomb("deflate"), "It is larger than 8 MiB"),
        ["bomb as an error"] = (Hostile.Bomb(status: 503), "It is an error (HTTP 503) that is larger than 1 MiB"),
        ["declared 500"] = (Hostile.Declared(500), "It is an error (HTTP 500) that is larger than 1 MiB"),
        ["endless 429"] = (Hostile.Endless(429), "It is an error (HTTP 429) that is larger than 1 MiB"),
        ["headers"] = (Hostile.HugeHeader(), "Its headers are larger than 64 KiB"),
        ["web page"] = (Hostile.Body("<!doctype html>\n<title>Sign in</title>", type: "text/html"), "It is a web page"),
        ["redirect 301"] = (Hostile.Body("{}", 301, headers: "Location: /v1/other\r\n"), "It is a redirect (HTTP 301)"),
        ["redirect 303"] = (Hostile.Body("{}", 303, headers: "Location: /v1/other\r\n"), "It is a redirect (HTTP 303)"),
        ["redirect without an address"] = (Hostile.Body("{}", 308), "It is a redirect (HTTP 308)"),
        ["null"] = (Hostile.Body("null"), "It is null"),
        ["list"] = (Hostile.Body("[]"), "It does not have the documented form"),
        ["text"] = (Hostile.Body("garbage"), "It is not valid JSON"),
        ["empty object"] = (Hostile.Body("{}"), "It lacks required fields"),
        ["number for a text"] = (Hostile.Body("{\"name\": 5}"), "It does not have the documented form"),
        ["text for a date"] = (Hostile.Body("{\"name\": \"k\", \"createTime\": \"soon\"}"), "It does not have the documented form"),
        ["text for a period"] = (Hostile.Body("{\"name\": \"k\", \"rotationPeriod\": \"a year\"}"), "is not a duration"),
        ["empty place in a list"] = (Hostile.Body("{\"name\": \"k\", \"a\": {\"b\": [{}, [1], null]}}"), "It has a list with an empty place"),
        ["half a surrogate pair"] = (Hostile.Body("{\"name\": \"\\ud800\"}"), "It does not have the documented form"),
        ["member twice"] = (Hostile.Body("{\"name\": \"k\", \"name\": \"l\"}"), "A member appears twice"),
        ["member twice, in another case"] = (Hostile.Body("{\"name\": \"k\", \"Name\": \"l\"}"), "It does not have the documented form"),
        ["not UTF-8"] = (Hostile.Body([.. "{\"name\": \""u8, 0xC3, 0x28, .. "\"}"u8]), "It is not UTF-8"),
        ["deep"] = (Hostile.Body($"{{\"a\": {new string('[', 100_000)}{new string(']', 100_000)}}}"), "It is nested more than 64 levels deep"),
        ["deep error"] = (Hostile.Body($"{{\"a\": {new string('[', 100_000)}{new string(']', 100_000)}}}", 400), "It is nested more than 64 levels deep"),
        ["many values"] = (Hostile.Body($"{{\"a\": [{string.Join(',', Enumerable.Repeat("0", 200_000))}]}}"), "It has more than 100,000 values"),
        ["long text"] = (Hostile.Body($"{{\"name\": \"{new string('a', 300_000)}\"}}"), "It contains a text that is larger than 256 KiB"),
    };

    public static TheoryData<string> AttackNames => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(AttackNames))]
    public async Task Collect_HostileAnswer_IsAbsentAfterOneCallWithTheCause(string name)
    {
        var (answer, words) = Attacks[name];
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Path.Split('?')[0].EndsWith("payments", StringComparison.Ordinal) ? answer : null, cloud.Endpoint);

        var key = await CollectAsync(server.Endpoint);

        key.Key.Value.ShouldBeNull();
        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        key.Key.Absence.Cause.ShouldContain($"The response of Google to cloudkms.cryptoKeys.get on {GoogleFleets.Key} cannot be used.");
        key.Key.Absence.Cause.ShouldContain(words);
        server.Attacked.Count.ShouldBe(1);
        server.Taken.ShouldBeLessThan(LargestTaken);
        key.Policy.Value.ShouldNotBeNull("Other calls are not affected.");
    }

    /// <summary>Google's library follows redirects itself, and adds the access token to the request to the other address.</summary>
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Collect_RedirectToAnotherAddress_GetsNoToken(int status)
    {
        await using var thief = new HostileServer(_ => Hostile.Body("{}"));
        await using var server = new HostileServer(_ => Hostile.Body("{}", status, headers: $"Location: {thief.Endpoint}stolen\r\n"));

        var key = await CollectAsync(server.Endpoint);

        thief.Attacked.ShouldBeEmpty();
        key.Key.Absence!.Cause.ShouldContain($"It is a redirect (HTTP {status}), which AtRest does not follow.");
    }

    [Fact]
    public async Task Collect_TokenThatAlwaysChanges_EndsAfterThePages()
    {
        var page = 0;
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => IsList(request) ? Hostile.Body($$"""{"cryptoKeyVersions": [], "nextPageToken": "{{Interlocked.Increment(ref page)}}"}""") : null, cloud.Endpoint);

        var versions = (await CollectAsync(server.Endpoint)).Versions;

        versions.Value.ShouldBeNull("An incomplete list is not evidence.");
        versions.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        versions.Absence.Cause.ShouldContain("cloudkms.cryptoKeyVersions.list");
        versions.Absence.Cause.ShouldContain("more than 1,000 pages");
        server.Attacked.Count.ShouldBe(1000);
    }

    [Fact]
    public async Task Collect_SameTokenAgain_EndsAtOnce()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => IsList(request) ? Hostile.Body("""{"nextPageToken": "t"}""") : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Versions.Absence!.Cause.ShouldContain("The same page marker was returned twice");
        server.Attacked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Collect_LargePagesWithoutEnd_EndAfterTheSize()
    {
        var page = 0;
        var filler = string.Join(',', Enumerable.Range(0, 28).Select(number => $$"""{"name": "{{number}}{{new string('v', 250_000)}}"}"""));
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => IsList(request) ? Hostile.Body($$"""{"cryptoKeyVersions": [{{filler}}], "nextPageToken": "{{Interlocked.Increment(ref page)}}"}""") : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Versions.Absence!.Cause.ShouldContain("larger than 64 MiB");
        server.Attacked.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(17, false)]
    public async Task Collect_Attestations_HaveTheirOwnBound(int mebibytes, bool isRead)
    {
        var statement = new string('A', 200_000);
        var versions = string.Join(',', Enumerable.Range(1, mebibytes * 5).Select(number =>
            $$"""{"name": "{{GoogleFleets.Key}}/cryptoKeyVersions/{{number}}", "state": "ENABLED", "protectionLevel": "HSM", "attestation": {"format": "CAVIUM_V2_COMPRESSED", "content": "{{statement}}"} }"""));
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => IsList(request) ? Hostile.Body($$"""{"cryptoKeyVersions": [{{versions}}]}""") : null, cloud.Endpoint);

        var hardware = (await GoogleCollection.CollectAsync(GoogleCollection.OptionsFor(server.Endpoint), GoogleFleets.Hardware("acme", GoogleFleets.Key)))["acme"].Google.CryptoKeys.Single();
        var software = await CollectAsync(server.Endpoint);

        (hardware.Versions.Value is not null).ShouldBe(isRead, hardware.Versions.Absence?.Cause);
        if (!isRead)
        {
            hardware.Versions.Absence!.Cause.ShouldContain("It is larger than 16 MiB");
        }

        software.Versions.Absence!.Cause.ShouldContain("It is larger than 8 MiB", customMessage: "A list without attestations has the common bound.");
    }

    [Fact]
    public async Task Collect_BodyThatDrips_EndsWithTheTimeOfTheAttempts()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => IsList(request) ? Hostile.Drip() : null, cloud.Endpoint);

        var key = await CollectAsync(server.Endpoint, options => options with { AttemptTimeout = TimeSpan.FromSeconds(1) });

        key.Versions.Absence!.Cause.ShouldContain("received no response in time in several attempts, each limited to 1 seconds with the response's body");
        server.Attacked.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Collect_ListThatTakesTooLong_EndsWithTheTime()
    {
        var page = 0;
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        HostileAnswer slow = async connection =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), connection.Stopping);
            await Hostile.Body($$"""{"nextPageToken": "{{Interlocked.Increment(ref page).ToString(CultureInfo.InvariantCulture)}}"}""")(connection);
        };
        await using var server = new HostileServer(request => IsList(request) ? slow : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint, options => options with { ListingTimeout = TimeSpan.FromSeconds(2) })).Versions.Absence!.Cause
            .ShouldContain("The list was not complete within 2 seconds");
        server.Attacked.Count.ShouldBeLessThan(8);
    }

    [Theory]
    [InlineData("endless")]
    [InlineData("bomb")]
    public async Task Collect_TruncatedOrDamagedCompression_IsRequestedAgain(string kind)
    {
        var left = 1;
        var damaged = kind == "bomb" ? Hostile.Body([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], headers: "Content-Encoding: gzip\r\n") : Hostile.CutOff("{\"name\": \"k\"");
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => IsList(request) && Interlocked.Decrement(ref left) >= 0 ? damaged : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Versions.Value.ShouldNotBeNull();
    }

    private static bool IsList(HostileRequest request) => request.Path.Contains("/cryptoKeyVersions?", StringComparison.Ordinal);

    private static ScenarioBuilder World() => new ScenarioBuilder().CryptoKey(GoogleFleets.Key);

    private static async Task<CryptoKeyEvidence> CollectAsync(Uri endpoint, Func<GoogleCollectorOptions, GoogleCollectorOptions>? change = null)
    {
        var options = GoogleCollection.OptionsFor(endpoint);
        return (await GoogleCollection.CollectAsync(change?.Invoke(options) ?? options, GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google.CryptoKeys.Single();
    }
}
