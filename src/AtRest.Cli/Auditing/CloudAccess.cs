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
        var options = new CollectorOptions
        {
            Aws = new AwsCollectorOptions { ReadVariable = environment.Variable },
            Google = new GoogleCollectorOptions
            {
                KmsEndpoint = Url(environment, "AtRest__Google__KmsEndpoint"),
                ReadVariable = environment.Variable,
            },
            Camunda = new CamundaCollectorOptions
            {
                BaseUrl = Url(environment, "CAMUNDA_CONSOLE_BASE_URL"),
                OAuthUrl = Url(environment, "CAMUNDA_OAUTH_URL"),
                Audience = environment.Variable("CAMUNDA_CONSOLE_OAUTH_AUDIENCE") is { Length: > 0 } audience ? audience : CamundaCollectorOptions.DefaultAudience,
                ReadVariable = environment.Variable,
            },
        };
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

    private static Uri? Url(CliEnvironment environment, string variable) => environment.Variable(variable) switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => url,
        var text => throw new InvalidInputException($"{variable}: '{text}' is not an http or https URL. Correct it, or remove the variable to use the real service."),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in resources)
        {
            await resource.DisposeAsync().ConfigureAwait(false);
        }
    }
}
