using AtRest.Cli.Tests.Support;
using AtRest.Hosting.Api.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Cli.Tests.Commands.ApiKeys;

public sealed class ApiKeyCommandTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task New_Organization_PrintsTheKeyAloneAndTheSettingsBeside()
    {
        var run = await RunAsync("--organization", "acme", "--expires", "2027-03-31");

        run.ExitCode.ShouldBe(0, run.Error);
        var key = run.Output.TrimEnd('\n');
        key.ShouldMatch("^atrest_[0-9a-f]{72}$");
        run.Error.ShouldContain("AtRest__ApiKeys__0__Organization=acme\n");
        run.Error.ShouldContain($"AtRest__ApiKeys__0__Hash={ApiKey.HashOf(key)}\n");
        run.Error.ShouldContain("AtRest__ApiKeys__0__Expires=2027-03-31\n");
        run.Error.ShouldNotContain(key);
    }

    [Fact]
    public async Task New_Operator_SaysSo() => (await RunAsync("--operator")).Error.ShouldContain("AtRest__ApiKeys__0__Operator=true\n");

    [Fact]
    public async Task New_NoDate_IsGoodForAYear() => (await RunAsync("--operator")).Error.ShouldContain("Expires=2027-11-24\n");

    [Fact]
    public async Task New_Never_HasNoEnd() => (await RunAsync("--operator", "--expires", "never")).Error.ShouldNotContain("Expires=");

    [Theory]
    [InlineData]
    [InlineData("--organization", "acme", "--operator")]
    [InlineData("--organization", "ACME")]
    [InlineData("--organization", "../acme")]
    [InlineData("--operator", "--expires", "2026-11-23")]
    [InlineData("--operator", "--expires", "31.3.2027")]
    public async Task New_WrongOptions_IsInvalidInputAndMakesNoKey(params string[] options)
    {
        var run = await RunAsync(options);

        run.ExitCode.ShouldBe(3);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldNotBeEmpty();
    }

    private static Task<CliRun> RunAsync(params string[] options) =>
        CliRun.OfAsync(environment => environment with { Time = new FakeTimeProvider(Today) }, ["api-key", "new", .. options]);
}
