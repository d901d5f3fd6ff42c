using AtRest.Cli.Presentation;
using AtRest.Collectors;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Auditing;

/// <summary>A collector, and what must be let go of after it.</summary>
internal sealed class CloudAccess(IEvidenceCollector collector, params IAsyncDisposable[] resources) : IAsyncDisposable
{
    public IEvidenceCollector Collector { get; } = collector;

    /// <summary>The real clouds, configured by their own conventions.</summary>
    /// <exception cref="InvalidInputException">A setting is wrong.</exception>
    public static CloudAccess Real(CliEnvironment environment)
    {
        // The first problem is told: the others show when it is mended.
        var options = CollectorOptions.Read(
            name => environment.Variable(VariableOf(name)),
            (name, problem) => throw new InvalidInputException($"{VariableOf(name)}: {problem}"));
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
            throw new InvalidInputException(exception.Message);
        }

        var services = new ServiceCollection().AddSingleton(environment.Time).AddAtRestCollectors(options).BuildServiceProvider();
        return new CloudAccess(services.GetRequiredService<IEvidenceCollector>(), services);
    }

    /// <summary>A setting's name as a variable of the environment, where <c>:</c> cannot be.</summary>
    private static string VariableOf(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in resources)
        {
            await resource.DisposeAsync();
        }
    }
}
