using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Rules;
using AtRest.Core.Audits;
using AtRest.Core.Aws;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;
using AtRest.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Commands.Policy.Checking;

/// <summary>The output of <c>policy check</c> for programs.</summary>
/// <param name="environment">Where it is written.</param>
/// <param name="unknown">What JUnit says about rules that could not be judged.</param>
internal sealed class CheckOutput(CliEnvironment environment, JUnitUnknown unknown)
{
    /// <summary>The names of the formats beside text.</summary>
    public static ImmutableArray<string> Formats { get; } = ["json", "junit", "sarif", "text"];

    /// <summary>Writes one line of JSON: the verdict and the findings.</summary>
    public Task WriteJsonAsync(PolicyCheckResult result, CancellationToken cancellationToken) =>
        WriteAsync((services, stream) => services.GetRequiredService<IFindingsRenderer>().RenderAsync(result.Verdict, result.Findings, stream, cancellationToken), cancellationToken);

    /// <summary>Writes SARIF or JUnit, with the places of the findings in the file.</summary>
    public Task WriteAsync(string format, PolicyInput input, KmsKeyArn key, PolicyCheckResult result, CancellationToken cancellationToken)
    {
        var policy = new CheckedPolicy
        {
            Tool = new ToolInfo("AtRest", ProductVersion.Current),
            File = input.Uri,
            Key = key.Value,
            Verdict = result.Verdict,
            Findings = [.. result.Findings.Select(finding => new CheckedFinding(finding, PlacesOf(input, finding), !result.Uncounted.Contains(finding.RuleId)))],
        };
        return WriteAsync(
            (services, stream) => services.GetServices<IPolicyCheckRenderer>().Single(renderer => renderer.Format == format).RenderAsync(policy, stream, cancellationToken),
            cancellationToken);
    }

    private static ImmutableArray<PolicyPlace> PlacesOf(PolicyInput input, Finding finding) => PolicyCheck.StatementsOf(finding, input.Policy) is { IsEmpty: false } statements
        ? [.. statements.Select(statement => new PolicyPlace(PathOf(statement), statement.Sid, input.RegionOf(statement.Text)))]
        : [new PolicyPlace("$", null, input.RegionOf(input.Whole))];

    private static string PathOf(PolicyStatement statement) => string.Create(CultureInfo.InvariantCulture, $"$.Statement[{statement.Index}]");

    private async Task WriteAsync(Func<ServiceProvider, Stream, Task> render, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddAtRestReports(new ReportOptions { RulePage = RulePages.Of(environment).AddressOf, JUnitUnknown = unknown }).BuildServiceProvider();
        await using (services)
        {
            using var buffer = new MemoryStream();
            await render(services, buffer);
            var text = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
            await environment.Output.WriteAsync(text.AsMemory(), cancellationToken);
            await environment.Output.FlushAsync(cancellationToken);
        }
    }
}
