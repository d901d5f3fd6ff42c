using System.Diagnostics;
using AtRest.Functions.Tests.Support;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace AtRest.Functions.Tests.Support;

/// <summary>The app, published once for all tests as one does for a deployment. Without the network: what it needs was restored with the solution.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("atrest-published-").FullName;

    public string Executable => Path.Combine(Folder, "AtRest.Functions");

    public async ValueTask InitializeAsync()
    {
        string[] arguments =
        [
            "publish", Repository.PathOf("src", "AtRest.Functions"), "--configuration", "Debug", "--output", Folder, "--nologo", "--verbosity", "quiet",
            // No build server outlives the tests.
            "-nodeReuse:false",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        publish.StandardInput.Close();
        var said = await Task.WhenAll(publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"The app could not be published: {string.Concat(said)}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
