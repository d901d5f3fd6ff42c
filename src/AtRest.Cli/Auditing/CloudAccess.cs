using AtRest.Cli.Presentation;
using AtRest.Collectors;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Auditing;

/// <summary>A collector, and the resources to dispose of with it.</summary>
internal sealed class CloudAccess(IEvidenceCollector collector, params IAsyncDisposable[] resources) : IAsyncDisposable
{
    public IEvidenceCollector Collector { get; } = collector;

    /// <summary>Gives access to the real clouds, configured by their own conventions.</summary>
    /// <param name="environment">The settings are its variables.</param>
    /// <param name="probeTls">Connect to the endpoints of clusters, also if no setting asks for it.</param>
    /// <exception cref="InvalidInputException">A setting is wrong.</exception>
    public static CloudAccess Real(CliEnvironment environment, bool probeTls = false)
    {
        var problems = new List<string>();
        var options = CollectorOptions.Read(
            name => environment.Variable(VariableOf(name)),
            (name, problem) => problems.Add($"{VariableOf(name)}: {problem}"));
        options = options with { Tls = options.Tls with { Probe = options.Tls.Probe || probeTls } };
        if (environment.IsVerbose)
        {
            options = options with { Fault = new FaultDisplay(environment).Show };
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
        return new CloudAccess(services.GetRequiredService<IEvidenceCollector>(), services);
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
