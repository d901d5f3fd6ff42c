namespace AtRest.FakeClouds.Scenarios;

/// <summary>
/// Builds a <see cref="Scenario"/> in a test:
/// <c>new ScenarioBuilder().Role(arn, "external-id").Key(keyArn, key => key with { State = "Disabled" }).Build()</c>.
/// </summary>
public sealed partial class ScenarioBuilder
{
    private Scenario scenario = new();

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
