using System.Globalization;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Answers;

/// <summary>An endpoint that answers as no cloud does. Every such answer ends as absent evidence with its cause, within its bound.</summary>
public sealed class HostileAwsTests
{
    /// <summary>The bound, and what the kernel buffers on both sides of the connection.</summary>
    private const long LargestTaken = 24 * 1024 * 1024;

    private static readonly Dictionary<string, (HostileAnswer Answer, string Words)> Attacks = new()
    {
        ["declared"] = (Hostile.Declared(), "It is larger than 8 MiB"),
        ["endless"] = (Hostile.Endless(), "It is larger than 8 MiB"),
        ["chunked"] = (Hostile.Chunked(), "It is larger than 8 MiB"),
        ["bomb"] = (Hostile.Bomb(), "It is not a JSON object or an XML document"),
        ["declared 500"] = (Hostile.Declared(500), "It is an error (HTTP 500) that is larger than 1 MiB"),
        ["chunked 500"] = (Hostile.Chunked(500), "It is an error (HTTP 500) that is larger than 1 MiB"),
        ["endless 403"] = (Hostile.Endless(403), "It is an error (HTTP 403) that is larger than 1 MiB"),
        ["headers"] = (Hostile.HugeHeader(), "Its headers are larger than 64 KiB"),
        ["web page"] = (Hostile.Body("<!doctype html>\n<title>Sign in</title>", type: "text/html"), "It is a web page"),
        ["web page in capitals"] = (Hostile.Body("  <HTML><body>Sign in</body></HTML>", type: "text/html"), "It is a web page"),
        ["web page as XML"] = (Hostile.Body("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>", type: "text/html"), "It is a web page"),
        ["text"] = (Hostile.Body("garbage", type: "text/plain"), "It is not a JSON object or an XML document"),
        ["empty object"] = (Hostile.Body("{}"), "It lacks what every response of this operation contains"),
        ["null"] = (Hostile.Body("null"), "It is not a JSON object"),
        ["list"] = (Hostile.Body("[]"), "It is not a JSON object"),
        ["wrong JSON"] = (Hostile.Body("{\"Grants\": [,]}"), "It is not valid JSON"),
        ["two documents"] = (Hostile.Body("{\"Grants\": []} {\"Grants\": []}"), "It is not valid JSON"),
        ["number for a list"] = (Hostile.Body("{\"Grants\": 5}"), "It does not have the documented form"),
        ["number for a list in an item"] = (Hostile.Body("{\"Grants\": [{\"Operations\": 5}], \"Truncated\": false}"), "It does not have the documented form"),
        ["number for a map"] = (Hostile.Body("{\"Grants\": [{\"Constraints\": {\"EncryptionContextSubset\": 5}}], \"Truncated\": false}"), "It does not have the documented form"),
        ["text for a list"] = (Hostile.Body("{\"Grants\": \"none\"}"), ""),
        ["number for an item"] = (Hostile.Body("{\"Grants\": [5], \"Truncated\": false}"), ""),
        ["object for a text"] = (Hostile.Body("{\"Grants\": [{\"GrantId\": {\"a\": 1}}], \"Truncated\": false}"), ""),
        ["text for a flag"] = (Hostile.Body("{\"Grants\": [], \"Truncated\": \"perhaps\"}"), ""),
        ["half a surrogate pair"] = (Hostile.Body("{\"Grants\": [{\"GrantId\": \"\\ud800\"}], \"Truncated\": false}"), ""),
        ["member twice"] = (Hostile.Body("{\"Grants\": [{\"GrantId\": \"g\"}], \"Truncated\": false, \"Grants\": []}"), "A member appears twice"),
        ["member twice, escaped"] = (Hostile.Body("{\"Grants\": [{\"GrantId\": \"g\"}], \"Truncated\": false, \"\\u0047rants\": []}"), "A member appears twice"),
        ["not UTF-8"] = (Hostile.Body([.. "{\"Grants\": [{\"GrantId\": \""u8, 0xC3, 0x28, .. "\"}]}"u8]), "It is not UTF-8"),
        ["deep"] = (Hostile.Body($"{{\"a\": {new string('[', 100_000)}{new string(']', 100_000)}}}"), "It is nested more than 64 levels deep"),
        ["deep XML"] = (Hostile.Body(string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000)), type: "text/xml"), "It is nested more than 64 levels deep"),
        ["deep error"] = (Hostile.Body($"{{\"a\": {new string('[', 100_000)}{new string(']', 100_000)}}}", 400), "It is nested more than 64 levels deep"),
        ["many items"] = (Hostile.Body($"{{\"Grants\": [{string.Join(',', Enumerable.Repeat("{}", 200_000))}]}}"), "It has more than 100,000 values"),
        ["long text"] = (Hostile.Body($"{{\"Grants\": [{{\"GrantId\": \"{new string('a', 300_000)}\"}}]}}"), "It contains a text that is larger than 256 KiB"),
        ["more without a marker"] = (Hostile.Body("{\"Grants\": [{\"GrantId\": \"g\"}], \"Truncated\": true}"), "contains no marker"),
        ["XML bomb"] = (Hostile.Body("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><a>&b;</a>", type: "text/xml"), ""),
    };

    public static TheoryData<string> AttackNames => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(AttackNames))]
    public async Task Collect_HostileAnswer_IsAbsentAfterOneCallWithTheCause(string name)
    {
        var (answer, words) = Attacks[name];
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == "ListGrants" ? answer : null, cloud.Endpoint);

        var key = (await CollectAsync(server.Endpoint)).Aws.Keys.Single();

        key.Grants.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        key.Grants.Absence.Cause.ShouldContain("kms:ListGrants on " + Names.Key);
        key.Grants.Absence.Cause.ShouldContain(words);
        key.Grants.Absence.Cause.Length.ShouldBeLessThan(600);
        key.Grants.Value.ShouldBeNull();
        server.Attacked.Count.ShouldBe(1);
        server.Taken.ShouldBeLessThan(LargestTaken);
        key.Policy.Value.ShouldNotBeNull("Other calls are not affected.");
    }

    [Theory]
    [InlineData("DescribeKey", """{"KeyMetadata": {"Arn": 5, "KeyId": "k", "KeyState": "Enabled"}}""", "kms:DescribeKey")]
    [InlineData("DescribeKey", """{"KeyMetadata": {"Arn": "arn:aws:kms:eu-central-1:111122223333:key/k", "KeyId": "k", "KeyState": "Enabled", "CreationDate": "soon"}}""", "kms:DescribeKey")]
    [InlineData("DescribeKey", """{"KeyMetadata": {"Arn": "arn:aws:kms:eu-central-1:111122223333:key/k", "KeyId": "k", "KeyState": "Enabled", "Enabled": "perhaps"}}""", "kms:DescribeKey")]
    [InlineData("DescribeKey", """{"KeyMetadata": "x"}""", "kms:DescribeKey")]
    [InlineData("GetKeyPolicy", """{"Policy": {"Version": "2012-10-17"}}""", "kms:GetKeyPolicy")]
    [InlineData("GetKeyPolicy", """{"Policy": 5}""", "kms:GetKeyPolicy")]
    [InlineData("GetKeyRotationStatus", """{"KeyRotationEnabled": "true-ish"}""", "kms:GetKeyRotationStatus")]
    [InlineData("GetKeyRotationStatus", """{"KeyRotationEnabled": true, "RotationPeriodInDays": 99999999999999999999}""", "kms:GetKeyRotationStatus")]
    [InlineData("ListKeyRotations", """{"Rotations": [{"KeyMaterialId": "a", "ImportState": "IMPORTED", "ExpirationModel": "KEY_MATERIAL_EXPIRES"}], "Truncated": false}""", "kms:ListKeyRotations")]
    [InlineData("GetKeyLastUsage", """{"KeyId": ["k"]}""", "kms:GetKeyLastUsage")]
    [InlineData("DescribeTrails", """{"trailList": 5}""", "cloudtrail:DescribeTrails")]
    [InlineData("DescribeTrails", """{"trailList": [{"TrailARN": 5}]}""", "cloudtrail:DescribeTrails")]
    [InlineData("DescribeTrails", """{"trailList": [null]}""", "cloudtrail:DescribeTrails")]
    [InlineData("DescribeTrails", """{"trailList": [], "TrailList": []}""", "cloudtrail:DescribeTrails")]
    [InlineData("GetTrailStatus", """{"IsLogging": "yes"}""", "cloudtrail:GetTrailStatus")]
    [InlineData("GetTrailStatus", """{"IsLogging": true, "LatestDeliveryTime": 1e300}""", "cloudtrail:GetTrailStatus")]
    [InlineData("GetEventSelectors", """{"EventSelectors": {"a": 1}}""", "cloudtrail:GetEventSelectors")]
    [InlineData("ListEventDataStores", """{"EventDataStores": {}}""", "cloudtrail:ListEventDataStores")]
    [InlineData("ListEventDataStores", """{"EventDataStores": [], "NextToken": 5}""", "cloudtrail:ListEventDataStores")]
    [InlineData("ListRules", """{"Rules": [{"Name": 1}]}""", "events:ListRules")]
    [InlineData("ListRules", """{"Rules": [null]}""", "events:ListRules")]
    [InlineData("ListGrants", """{"Grants": [null], "Truncated": false}""", "kms:ListGrants")]
    [InlineData("GetEventSelectors", """{"TrailARN": "a", "EventSelectors": [null]}""", "cloudtrail:GetEventSelectors")]
    public async Task Collect_ValueOfAnotherType_IsAbsentAfterOneCall(string operation, string body, string source)
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == operation ? Hostile.Body(body) : null, cloud.Endpoint);

        var clouds = await CollectAsync(server.Endpoint);

        var absence = clouds.Entries().First(entry => entry.Source == source).WhyAbsent!;
        absence.Kind.ShouldBe(AbsenceKind.Failed);
        absence.Cause.ShouldContain($"The response of AWS to {source}");
        absence.Cause.ShouldContain("cannot be used");
        server.Attacked.Select(request => request.Text).Distinct().Count().ShouldBe(server.Attacked.Count, "The same call is not made twice.");
    }

    [Theory]
    [InlineData("?lifecycle", "<LifecycleConfiguration/>", "s3:GetLifecycleConfiguration")]
    [InlineData("?lifecycle", "<LifecycleConfiguration><Rule><Expiration><Days>many</Days></Expiration></Rule></LifecycleConfiguration>", "s3:GetLifecycleConfiguration")]
    [InlineData("?policyStatus", "<PolicyStatus><IsPublic>perhaps</IsPublic></PolicyStatus>", "s3:GetBucketPolicyStatus")]
    [InlineData("?versioning", "{\"Status\": \"Enabled\"", "s3:GetBucketVersioning")]
    public async Task Collect_WrongXml_IsAbsent(string query, string body, string source)
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Path.Contains(query, StringComparison.Ordinal) ? Hostile.Body(body, type: "application/xml") : null, cloud.Endpoint);

        var clouds = await CollectAsync(server.Endpoint);

        clouds.Entries().First(entry => entry.Source == source).WhyAbsent!.Kind.ShouldBe(AbsenceKind.Failed);
    }

    [Fact]
    public async Task Collect_HostileTokenService_NothingIsAttemptedAndTheCauseNamesTheBound()
    {
        await using var server = new HostileServer(_ => Hostile.Endless());

        var key = (await CollectAsync(server.Endpoint, Fleets.Organization(Names.Key))).Aws.Keys.Single();

        key.Metadata.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        key.Metadata.Absence.Cause.ShouldContain("sts:AssumeRole");
        key.Metadata.Absence.Cause.ShouldContain("It is larger than 8 MiB");
    }

    [Fact]
    public async Task Collect_BodyThatDrips_EndsWithTheTimeOfTheAttempts()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == "ListGrants" ? Hostile.Drip() : null, cloud.Endpoint);

        var key = (await CollectAsync(server.Endpoint, change: options => options with { AttemptTimeout = TimeSpan.FromSeconds(1) })).Aws.Keys.Single();

        key.Grants.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        key.Grants.Absence.Cause.ShouldContain($"kms:ListGrants on {Names.Key} received no response in time in several attempts, each limited to 1 seconds");
        server.Attacked.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("{\"Grants\": [{\"GrantId\": \"g")]
    [InlineData("")]
    public async Task Collect_CutOffAnswer_IsRequestedAgain(string body)
    {
        var left = 3;
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => request.Operation == "ListGrants" && Interlocked.Decrement(ref left) >= 0 ? (left % 2 == 0 ? Hostile.CutOff(body) : Hostile.Body(body)) : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Value.ShouldNotBeNull();
        server.Attacked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Collect_MarkerThatAlwaysChanges_EndsAfterThePages()
    {
        var page = 0;
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => request.Operation == "ListGrants" ? Hostile.Body(Page("[]", Interlocked.Increment(ref page).ToString(CultureInfo.InvariantCulture))) : null, cloud.Endpoint);

        var grants = (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants;

        grants.Value.ShouldBeNull("An incomplete list is not evidence.");
        grants.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        grants.Absence.Cause.ShouldContain("kms:ListGrants on " + Names.Key);
        grants.Absence.Cause.ShouldContain("more than 1,000 pages");
        server.Attacked.Count.ShouldBe(1000);
    }

    [Fact]
    public async Task Collect_SameMarkerAgain_EndsAtOnce()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == "ListGrants" ? Hostile.Body(Page("[]", "m")) : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Absence!.Cause.ShouldContain("The same page marker was returned twice");
        server.Attacked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Collect_LargePagesWithoutEnd_EndAfterTheSize()
    {
        var page = 0;
        var filler = string.Join(',', Enumerable.Range(0, 28).Select(_ => $$"""{"GrantId": "{{new string('g', 250_000)}}"}"""));
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => request.Operation == "ListGrants" ? Hostile.Body(Page($"[{filler}]", Interlocked.Increment(ref page).ToString(CultureInfo.InvariantCulture))) : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Absence!.Cause.ShouldContain("larger than 64 MiB");
        server.Attacked.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Collect_ManyItemsOnManyPages_EndAfterTheItems()
    {
        var page = 0;
        var items = string.Join(',', Enumerable.Repeat("""{"EventDataStoreArn": "a"}""", 4000));
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => request.Operation == "ListEventDataStores" ? Hostile.Body($$"""{"EventDataStores": [{{items}}], "NextToken": "{{Interlocked.Increment(ref page)}}"}""") : null, cloud.Endpoint);

        var stores = (await CollectAsync(server.Endpoint)).Aws.CloudTrail.Single().EventDataStores;

        stores.Absence!.Cause.ShouldContain("more than 5,000 entries");
        server.Attacked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Collect_ListThatTakesTooLong_EndsWithTheTime()
    {
        var page = 0;
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        HostileAnswer slow = async connection =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), connection.Stopping);
            await Hostile.Body(Page("[]", Interlocked.Increment(ref page).ToString(CultureInfo.InvariantCulture)))(connection);
        };
        await using var server = new HostileServer(request => request.Operation == "ListGrants" ? slow : null, cloud.Endpoint);

        var grants = (await CollectAsync(server.Endpoint, change: options => options with { ListingTimeout = TimeSpan.FromSeconds(2) })).Aws.Keys.Single().Grants;

        grants.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        grants.Absence.Cause.ShouldContain("The list was not complete within 2 seconds");
        server.Attacked.Count.ShouldBeLessThan(8);
    }

    [Fact]
    public async Task Collect_ThousandGrantsOnTenPages_AreAllRead()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == "ListGrants" ? Hostile.Body(RealPage(request.Text)) : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Value!.Items.Length.ShouldBe(1000);
    }

    [Fact]
    public async Task Collect_ErrorWithAMegabyteOfText_IsQuotedInPart()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(
            request => request.Operation == "ListGrants"
                ? Hostile.Body($$"""{"__type": "{{new string('E', 250_000)}}", "message": "{{new string('m', 250_000)}}"}""", 400)
                : null, cloud.Endpoint);

        var absence = (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Absence!;

        absence.Cause.Length.ShouldBeLessThan(3000);
        absence.ErrorCode!.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task Collect_RedirectLoop_IsNotFollowed()
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == "ListGrants" ? Hostile.Body("", 302, headers: "Location: /\r\n") : null, cloud.Endpoint);

        (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        server.Attacked.ShouldAllBe(request => request.Method == "POST");
    }

    /// <summary>The calls are signed, and have the token of the session.</summary>
    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Collect_RedirectToAnotherAddress_GetsNoCall(int status)
    {
        await using var thief = new HostileServer(_ => Hostile.Body("{}"));
        await using var server = new HostileServer(_ => Hostile.Body("{}", status, headers: $"Location: {thief.Endpoint}stolen\r\n"));

        (await CollectAsync(server.Endpoint)).Aws.Keys.Single().Grants.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        thief.Attacked.ShouldBeEmpty();
    }

    private static string Page(string items, string marker) => $$"""{"Grants": {{items}}, "Truncated": true, "NextMarker": "{{marker}}"}""";

    /// <summary>A hundred grants, and a marker to the next of ten pages.</summary>
    private static string RealPage(string request)
    {
        var marker = System.Text.Json.Nodes.JsonNode.Parse(request)!["Marker"]?.GetValue<string>();
        var number = marker is null ? 0 : int.Parse(marker, CultureInfo.InvariantCulture);
        var grants = string.Join(',', Enumerable.Range(0, 100).Select(index => $$"""{"GrantId": "g-{{number}}-{{index}}", "GranteePrincipal": "arn:aws:iam::111122223333:role/r", "Operations": ["Decrypt"]}"""));
        return $$"""{"Grants": [{{grants}}], "Truncated": {{(number < 9 ? "true" : "false")}}, "NextMarker": "{{number + 1}}"}""";
    }

    private static ScenarioBuilder World() => Worlds.Account().Key(Names.Key);

    private static Task<CloudEvidence> CollectAsync(Uri endpoint, Func<AwsCollectorOptions, AwsCollectorOptions>? change = null) =>
        CollectAsync(endpoint, Fleets.Organization(Names.Key).WithoutRoles(), change);

    private static async Task<CloudEvidence> CollectAsync(Uri endpoint, AtRest.Core.Inventory.Organization organization, Func<AwsCollectorOptions, AwsCollectorOptions>? change = null)
    {
        var options = Collection.OptionsFor(endpoint);
        return (await Collection.CollectAsync(change?.Invoke(options) ?? options, organization))["acme"];
    }
}
