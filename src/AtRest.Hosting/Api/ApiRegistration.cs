using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Health;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Calendars;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api;

internal static class ApiRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services, HostSettings settings)
    {
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.AddRouting();
        AddAuthentication(services, settings.Api.Authentication);
        return services
            .AddSingleton(settings.Api)
            .AddSingleton<ApiPipeline>()
            .AddSingleton(services => new LostRequests(services.GetRequiredService<CallLimits>(), services.GetRequiredService<ClientAddresses>(), services.GetRequiredService<Refusals>(), services.GetRequiredService<ILogger<LostRequests>>()))
            .AddSingleton<Refusals>()
            .AddSingleton<SignIns>()
            .AddSingleton<Downloads>()
            .AddSingleton(settings.Trail)
            .AddSingleton<TrailBatches>()
            .AddSingleton<OrganizationTrail>()
            .AddSingleton<ApiKeys>()
            .AddSingleton<Tokens>()
            .AddSingleton<Credentials>()
            .AddSingleton<CallLimits>()
            .AddSingleton<ClientAddresses>()
            .AddSingleton<Probes>()
            .AddSingleton<Readiness>()
            .AddSingleton<Declared>()
            .AddSingleton<ReportFiles>()
            .AddSingleton<StartAudit>()
            .AddSingleton<GetAudit>()
            .AddSingleton<ListBatches>()
            .AddSingleton<ListReports>()
            .AddSingleton<DownloadReport>()
            .AddSingleton<GetOverview>()
            .AddSingleton<ListClusters>()
            .AddSingleton<GetCluster>()
            .AddSingleton<ListWaivers>()
            .AddSingleton<FleetOverview>()
            .AddSingleton<ClusterReport>()
            .AddSingleton<ListTrail>()
            .AddSingleton<ListKeys>()
            .AddSingleton<MakeKey>()
            .AddSingleton<RevokeKey>()
            .AddSingleton<ListEndpoints>()
            .AddSingleton<MakeEndpoint>()
            .AddSingleton<RevokeEndpoint>()
            .AddSingleton<TestEndpoint>()
            .AddSingleton<DateCalendar>();
    }

    // Not AddAuthentication(): it adds data protection, which reads and writes a key ring at the start, for cookies that this API does not use.
    private static void AddAuthentication(IServiceCollection services, AuthenticationSettings settings)
    {
        services.AddAuthenticationCore(options => options.DefaultScheme = CallerHandler.SchemeName);
        services.AddWebEncoders();
        services.AddSingleton<IAuthenticationConfigurationProvider, NoConfiguration>();
        var builder = new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerHandler.SchemeName, null);
        if (settings.Authority is not null)
        {
            builder.AddJwtBearer();
            services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
                .Configure<TimeProvider>((options, time) => BearerOptions.Apply(options, settings, time));
        }
    }
}
