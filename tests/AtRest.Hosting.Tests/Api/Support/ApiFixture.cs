using AtRest.Hosting.Tests.Api.Support;

[assembly: AssemblyFixture(typeof(ApiFixture))]

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>One server for all tests that leave it as it is, with a report of each customer.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    internal ApiServer Server { get; private set; } = null!;

    internal TestIssuer Issuer { get; private set; } = null!;

    internal Things Acme { get; private set; } = null!;

    internal Things Globex { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        Server = await ApiServer.StartAsync(Fleet.Settings(Issuer));
        Acme = await (await Things.MakeAsync(Server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey)).WithKeysAsync(Server, Fleet.AcmeKey, Fleet.OperatorKey);
        Globex = await (await Things.MakeAsync(Server, Fleet.Globex, Fleet.Reactor, Fleet.GlobexKey)).WithKeysAsync(Server, Fleet.GlobexKey, Fleet.OperatorKey);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
