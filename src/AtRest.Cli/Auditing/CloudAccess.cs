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
        var options = new AwsCollectorOptions { ReadVariable = environment.Variable };
        try
        {
            options.Check();
        }
        catch (FormatException exception)
        {
            throw new InvalidInputException(exception.Message);
        }

        var services = new ServiceCollection().AddSingleton(environment.Time).AddAtRestCollectors(options).BuildServiceProvider();
        return new CloudAccess(services.GetRequiredService<IEvidenceCollector>(), services);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in resources)
        {
            await resource.DisposeAsync().ConfigureAwait(false);
        }
    }
}
