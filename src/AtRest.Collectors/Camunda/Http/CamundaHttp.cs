using AtRest.Collectors.Answers;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>Registers the two typed clients.</summary>
internal static class CamundaHttp
{
    /// <summary>The API lists all clusters of an organization in one response, each with about 30 values.</summary>
    private static readonly AnswerBounds ApiBounds = new() { Form = AnswerForm.Json, MostValues = 400_000 };

    private static readonly AnswerBounds TokenBounds = AnswerBounds.Token with { Form = AnswerForm.Json };

    public static void AddCamundaClients(this IServiceCollection services, CamundaCollectorOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new TokenCache(provider.GetRequiredService<TokenClient>, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TokenPace(provider.GetRequiredService<TimeProvider>()));
        services.AddTransient<TokenPaceHandler>();
        services.AddTransient<AttemptHandler>();

        // From the outside in: retry, wait for the turn, and only then start the time of the attempt.
        var token = services.AddHttpClient<TokenClient>(client => Configure(client)).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => Sockets.Bounded(TokenBounds));
        token.AddHttpMessageHandler(provider => Telemetry(provider, "login"));
        token.AddResilienceHandler("retry", Retry);
        token.AddHttpMessageHandler<TokenPaceHandler>();
        token.AddHttpMessageHandler<AttemptHandler>();

        var api = services.AddHttpClient<AdministrationApi>(client => Configure(client)).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => Sockets.Bounded(ApiBounds));
        api.AddHttpMessageHandler(provider => Telemetry(provider, "administration"));
        api.AddResilienceHandler("retry", Retry);
        api.AddHttpMessageHandler<AttemptHandler>();
    }

    private static void Configure(HttpClient client)
    {
        // Each attempt has its own time limit.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("AtRest");
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    private static TelemetryHandler Telemetry(IServiceProvider provider, string service) => new(new CallTelemetry(provider.GetRequiredService<CloudTelemetry>(), "camunda", service));

    private static void Retry(ResiliencePipelineBuilder<HttpResponseMessage> builder, ResilienceHandlerContext context)
    {
        builder.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        builder.AddRetry(CamundaRetries.Options);
    }
}
