namespace AtRest.FakeClouds.Scenarios;

/// <summary>
/// Arranges a <see cref="Scenario"/> in a test:
/// <c>new ScenarioBuilder().Role(arn, "external-id").Key(keyArn, key => key with { State = "Disabled" }).Build()</c>.
/// </summary>
public sealed class ScenarioBuilder
{
    private Scenario scenario = new();

    public ScenarioBuilder DefaultAccount(string accountId) => With(scenario with { DefaultAccountId = accountId });

    public ScenarioBuilder Credential(string accessKeyId, string accountId) =>
        With(scenario with { Credentials = [.. scenario.Credentials, new() { AccessKeyId = accessKeyId, AccountId = accountId }] });

    /// <summary>A role that may be assumed, in the account of its ARN.</summary>
    public ScenarioBuilder Role(string roleArn, string? externalId = null, params string[] deny)
    {
        string accountId = roleArn.Split(':').ElementAtOrDefault(4) ?? "";
        FakeAccount account = scenario.Accounts.FirstOrDefault(known => known.AccountId == accountId) ?? new() { AccountId = accountId };
        FakeRole role = new() { Arn = roleArn, ExternalId = externalId, Deny = deny };
        return With(scenario with
        {
            Accounts = [.. scenario.Accounts.Where(known => known.AccountId != accountId), account with { Roles = [.. account.Roles, role] }],
        });
    }

    public ScenarioBuilder Key(string arn, Func<FakeKey, FakeKey>? change = null) =>
        With(scenario with { Keys = [.. scenario.Keys, Changed(new FakeKey { Arn = arn }, change)] });

    public ScenarioBuilder Trail(string arn, Func<FakeTrail, FakeTrail>? change = null) =>
        With(scenario with { Trails = [.. scenario.Trails, Changed(new FakeTrail { Arn = arn }, change)] });

    public ScenarioBuilder EventDataStore(string arn, string name, Func<FakeEventDataStore, FakeEventDataStore>? change = null) =>
        With(scenario with { EventDataStores = [.. scenario.EventDataStores, Changed(new FakeEventDataStore { Arn = arn, Name = name }, change)] });

    public ScenarioBuilder Bucket(string name, Func<FakeBucket, FakeBucket>? change = null) =>
        With(scenario with { Buckets = [.. scenario.Buckets, Changed(new FakeBucket { Name = name }, change)] });

    /// <summary>Camunda, with an organization of this API client; further ones are added to it.</summary>
    public ScenarioBuilder Camunda(string clientId, string? clientSecret, params IReadOnlyList<FakeCamundaCluster> clusters) => Camunda(camunda => camunda with
    {
        Organizations = [.. camunda.Organizations, new() { ClientId = clientId, ClientSecret = clientSecret, Clusters = clusters }],
    });

    public ScenarioBuilder Camunda(Func<FakeCamunda, FakeCamunda> change) => With(scenario with { Camunda = change(scenario.Camunda ?? new FakeCamunda()) });

    public ScenarioBuilder Deny(string operation, string? resource = null, string? account = null) =>
        With(scenario with { Denied = [.. scenario.Denied, new() { Operation = operation, Resource = resource, Account = account }] });

    public ScenarioBuilder Error(string operation, string code, Func<FakeError, FakeError>? change = null) =>
        With(scenario with { Errors = [.. scenario.Errors, Changed(new FakeError { Operation = operation, Code = code }, change)] });

    public ScenarioBuilder Faults(Func<FakeFaults, FakeFaults> change) => With(scenario with { Faults = change(scenario.Faults) });

    public ScenarioBuilder PageSize(int entries) => With(scenario with { PageSize = entries });

    public Scenario Build() => scenario;

    private static T Changed<T>(T value, Func<T, T>? change) => change is null ? value : change(value);

    private ScenarioBuilder With(Scenario changed)
    {
        scenario = changed;
        return this;
    }
}
