using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Telemetry;
using AtRest.Collectors.Tls;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>Registers the two typed clients, each with its own patience.</summary>
internal static class CamundaHttp
{
    public static void AddCamundaClients(this IServiceCollection services, CamundaCollectorOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new TokenCache(provider.GetRequiredService<TokenClient>, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TokenPace(provider.GetRequiredService<TimeProvider>()));
        services.AddTransient<TokenPaceHandler>();
        services.AddTransient<WholeAnswerHandler>();

        // From the outside in: try again, wait for the turn, and only then let the attempt's time run.
        var token = services.AddHttpClient<TokenClient>(client => Configure(client)).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(Primary);
        token.AddHttpMessageHandler(provider => new CallTelemetryHandler(provider.GetRequiredService<CloudTelemetry>(), "login"));
        token.AddResilienceHandler("again", Again);
        token.AddHttpMessageHandler<TokenPaceHandler>();
        token.AddResilienceHandler("attempt", (builder, context) => Attempt(builder, context.ServiceProvider, options));
        token.AddHttpMessageHandler<WholeAnswerHandler>();

        var api = services.AddHttpClient<AdministrationApi>(client => Configure(client)).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(Primary);
        api.AddHttpMessageHandler(provider => new CallTelemetryHandler(provider.GetRequiredService<CloudTelemetry>(), "administration"));
        api.AddResilienceHandler("again", Again);
        api.AddResilienceHandler("attempt", (builder, context) => Attempt(builder, context.ServiceProvider, options));
        api.AddHttpMessageHandler<WholeAnswerHandler>();
    }

    private static void Configure(HttpClient client)
    {
        // Each attempt has its own time limit.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("AtRest");
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    // A redirect would carry the client's secret to wherever it points.
    private static SocketsHttpHandler Primary() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        SslOptions = ServerCertificates.Options,
    };

    private static void Again(ResiliencePipelineBuilder<HttpResponseMessage> builder, Microsoft.Extensions.Http.Resilience.ResilienceHandlerContext context)
    {
        builder.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        builder.AddRetry(Patience.Options);
    }

    private static void Attempt(ResiliencePipelineBuilder<HttpResponseMessage> builder, IServiceProvider services, CamundaCollectorOptions options)
    {
        builder.TimeProvider = services.GetRequiredService<TimeProvider>();
        builder.AddTimeout(options.AttemptTimeout);
    }
}
