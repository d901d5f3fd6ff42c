using AtRest.Cli.Presentation;
using AtRest.Collectors;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Auditing;

/// <summary>A collector, and the resources to dispose of with it.</summary>
internal sealed class CloudAccess(IEvidenceCollector collector, params IAsyncDisposable[] resources) : IAsyncDisposable
{
    public IEvidenceCollector Collector { get; } = collector;

    /// <summary>How many of a key's newest events are looked up at the pace that AWS allows. 0: none, or without a pace.</summary>
    public int LookupEvents { get; private init; }

    /// <summary>Gives access to the real clouds, configured by their own conventions.</summary>
    /// <param name="environment">The settings are its variables.</param>
    /// <param name="asked">What the options of the command ask for, in addition to the settings. Null: nothing.</param>
    /// <exception cref="InvalidInputException">A setting is wrong.</exception>
    public static CloudAccess Real(CliEnvironment environment, AuditSettings? asked = null)
    {
        var problems = new List<string>();
        var options = CollectorOptions.Read(
            name => environment.Variable(VariableOf(name)),
            (name, problem) => problems.Add($"{VariableOf(name)}: {problem}"));
        options = options with
        {
            Tls = options.Tls with { Probe = options.Tls.Probe || asked?.ProbeTls == true },
            Aws = options.Aws with { UsageMetrics = options.Aws.UsageMetrics || asked?.UsageMetrics == true },
            Google = options.Google with { KeyUsage = options.Google.KeyUsage || asked?.GoogleKeyUsage == true },
            Camunda = options.Camunda with { Activity = options.Camunda.Activity || asked?.CamundaActivity == true },
        };
        if (environment.IsVerbose)
        {
            options = options with { Fault = new FaultDisplay(environment).Show };
        }

        if (asked?.LookupEvents is { } number)
        {
            options = options with { Aws = options.Aws with { LookupEvents = number } };
        }

        try
        {
            options.Aws.Check();
        }
        catch (FormatException exception)
        {
            problems.Add(exception.Message);
        }

        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }

        var services = new ServiceCollection().AddSingleton(environment.Time).AddAtRestCollectors(options).BuildServiceProvider();
        return new CloudAccess(services.GetRequiredService<IEvidenceCollector>(), services) { LookupEvents = options.Aws.LookupEvents };
    }

    /// <summary>The environment variable of a setting. Names of variables cannot contain <c>:</c>.</summary>
    private static string VariableOf(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in resources)
        {
            await resource.DisposeAsync();
        }
    }
}
