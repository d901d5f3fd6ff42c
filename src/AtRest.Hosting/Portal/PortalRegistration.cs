using AtRest.Hosting.Portal.Pages;
using AtRest.Hosting.Portal.Sessions;
using AtRest.Hosting.Portal.Workbench;
using AtRest.Hosting.Portal.Writing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Portal;

internal static class PortalRegistration
{
    public static IServiceCollection AddPortal(this IServiceCollection services, HostSettings settings)
    {
        AddKeys(services);
        AddSessions(services, settings);
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = Forms.TokenField;
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie = new FormCookie { Name = "atrest-form", HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" };
        });
        RemoveLoader(services);
        return services
            .AddSingleton(settings.Portal)
            .AddSingleton<SignInPage>()
            .AddSingleton<OrganizationsPage>()
            .AddSingleton<OrganizationPage>()
            .AddSingleton<ClustersPage>()
            .AddSingleton<ClusterPage>()
            .AddSingleton<ReportsPage>()
            .AddSingleton<AuditPage>()
            .AddSingleton<WaiversPage>()
            .AddSingleton<WorkbenchPage>()
            .AddSingleton<KeysPage>()
            .AddSingleton<NotificationsPage>()
            .AddSingleton<TrailPage>()
            .AddSingleton<RulesPage>();
    }

    /// <summary>Nothing is read before the first page: the service that loads the keys at the start is left out.</summary>
    private static void RemoveLoader(IServiceCollection services)
    {
        foreach (var loader in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) == true).ToList())
        {
            services.Remove(loader);
        }
    }

    /// <summary>The keys of Data Protection, in the storage.</summary>
    private static void AddKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AtRest");
        services.AddSingleton<StoredKeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeyRing>((options, ring) => options.XmlRepository = ring);
        // It warns that the keys are not encrypted; docs/portal.md says who can read them.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }

    private static void AddSessions(IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<SessionCookies>().AddSingleton<SessionStore>().AddSingleton<PortalSessions>();
        var builder = new AuthenticationBuilder(services).AddCookie(PortalSessions.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(PortalSessions.Scheme).Configure<SessionCookies, SessionStore>((options, cookies, store) =>
        {
            options.Cookie.Name = SessionCookies.Name;
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.CookieManager = cookies;
            options.SessionStore = store;
            options.SlidingExpiration = false;
        });
        if (settings.Portal.ClientId is not null)
        {
            builder.AddOpenIdConnect(ProviderSignIn.Scheme, _ => { });
            services.AddOptions<OpenIdConnectOptions>(ProviderSignIn.Scheme).Configure<TimeProvider>((options, time) => ProviderSignIn.Apply(options, settings, time));
        }
    }

    /// <summary>The cookie of the forms is sent over https only, except where the session's cookie also is not.</summary>
    private sealed class FormCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = !context.RequestServices.GetRequiredService<SessionCookies>().IsLoopback(context);
            return options;
        }
    }
}
