using AtRest.Collectors.Aws;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;

namespace AtRest.Collectors.Tests.Aws.Accounts;

public sealed class EndpointOverridesTests
{
    [Fact]
    public void Of_ServiceVariable_TakesPrecedence()
    {
        var overrides = Of(("AWS_ENDPOINT_URL", "http://all:1"), ("AWS_ENDPOINT_URL_CLOUDTRAIL", "http://trail:2"));

        overrides.Of(AwsService.CloudTrail).ShouldBe(new Uri("http://trail:2"));
        overrides.Of(AwsService.Kms).ShouldBe(new Uri("http://all:1"));
    }

    [Fact]
    public void Of_ConfiguredEndpointsIgnored_IsNone() =>
        Of(("AWS_ENDPOINT_URL", "http://all:1"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")).Of(AwsService.S3).ShouldBeNull();

    [Fact]
    public void Of_NotAUrl_NamesTheVariable() =>
        Should.Throw<FormatException>(() => Of(("AWS_ENDPOINT_URL_STS", "localhost")).Of(AwsService.Sts)).Message.ShouldContain("AWS_ENDPOINT_URL_STS");

    [Fact]
    public async Task Collect_EndpointsByVariables_EveryClientFollowsThem()
    {
        await using var cloud = await FakeCloud.StartAsync(
            Worlds.Account().Key(Names.Key).Trail(Names.Trail + "-watched", trail => trail with { LogGroupArn = $"{Watchers.LogGroup}:*" })
                .LogGroup(Watchers.LogGroup, group => group with { MetricFilters = [Watchers.Filter("keys", Watchers.AllChanges)] }).Build(),
            cancellationToken: TestContext.Current.CancellationToken);
        string[] services = ["KMS", "CLOUDTRAIL", "S3", "STS", "EVENTBRIDGE", "CLOUDWATCH_LOGS", "CLOUDWATCH"];
        var variables = services.ToDictionary(service => $"AWS_ENDPOINT_URL_{service}", _ => cloud.Endpoint.ToString());
        var options = Collection.OptionsFor(cloud.Endpoint) with { Endpoint = null, ReadVariable = variables.GetValueOrDefault };

        var evidence = await Collection.CollectAsync(options, Fleets.Organization(Names.Key));

        evidence["acme"].Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        evidence["acme"].Aws.CloudTrail.Single().Trails.Value.ShouldNotBeNull();
        evidence["acme"].Aws.LogBuckets.Single().Lifecycle.Value.ShouldNotBeNull();
        evidence["acme"].Aws.EventBridge.Single().Rules.Value.ShouldNotBeNull();
        evidence["acme"].Aws.LogGroups.Single().Alarms.Single().Value.ShouldNotBeNull();
        cloud.Calls.ShouldContainKey("sts:AssumeRole");
    }

    [Fact]
    public async Task Collect_EndpointIsNotAUrl_IsInTheEvidence()
    {
        var options = new AwsCollectorOptions { Credentials = new AwsKeyPair("a", "b"), ReadVariable = name => name == "AWS_ENDPOINT_URL" ? "nonsense" : null };

        var evidence = await Collection.CollectAsync(options, Fleets.Organization(Names.Key).WithoutRoles());

        evidence["acme"].Aws.Keys.Single().Metadata.Absence!.Cause.ShouldContain("AWS_ENDPOINT_URL");
    }

    [Fact]
    public async Task Collect_EndpointIsNotAUrl_DoesNotBlameTheTrustPolicy()
    {
        var options = new AwsCollectorOptions { Credentials = new AwsKeyPair("a", "b"), ReadVariable = name => name == "AWS_ENDPOINT_URL" ? "nonsense" : null };

        var evidence = await Collection.CollectAsync(options, Fleets.Organization(Names.Key));

        var absence = evidence["acme"].Aws.Keys.Single().Metadata.Absence!;
        absence.Cause.ShouldContain("could not assume the role");
        absence.Told().ShouldNotContain("trust policy");
        (absence.Kind, absence.Call).ShouldBe((AbsenceKind.NotAttempted, null));
    }

    private static EndpointOverrides Of(params (string Name, string Value)[] variables)
    {
        var values = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        return new EndpointOverrides(new AwsCollectorOptions { ReadVariable = values.GetValueOrDefault });
    }
}
