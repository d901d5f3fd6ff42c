using System.Diagnostics;
using System.Runtime.CompilerServices;
using AtRest.Hosting.Tests.Api.OpenApi;

namespace AtRest.Hosting.Tests.Portal.Provider;

/// <summary>A running OpenID provider (https://github.com/panva/node-oidc-provider), which <c>tests/openid-provider.sh</c> installs. It ends with the test program, because its input then ends.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    private readonly Process process;

    private OpenIdProvider(Process process) => this.process = process;

    /// <param name="port">Where it listens: the portal knows the port before the provider knows the portal.</param>
    /// <param name="portal">The address to which it sends people back.</param>
    public static async Task<OpenIdProvider> StartAsync(int port, Uri portal)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Here(), "provider.mjs"), await Installed.Value, $"{port}", portal.AbsoluteUri])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        line.ShouldBe("listening");
        return new OpenIdProvider(process);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private static async Task<string> InstallAsync()
    {
        await SchemaTools.RunAsync("bash", [Path.Combine(SchemaTools.Root, "tests/openid-provider.sh")], SchemaTools.Root);
        return Path.Combine(SchemaTools.Root, "artifacts/openid-provider");
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
