using System.Diagnostics;
using AtRest.Functions.Tests.Support;
using AtRest.Tests.Shared.Processes;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace AtRest.Functions.Tests.Support;

/// <summary>
/// The app, published once for all tests as one does for a deployment. That takes a while: <c>ATREST_TESTS_PUBLISHED</c> can name a folder where it is published already.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("ATREST_TESTS_PUBLISHED") is { Length: > 0 } given ? given : null;

    public string Folder { get; } = Given ?? Directory.CreateTempSubdirectory("atrest-published-").FullName;

    public async ValueTask InitializeAsync()
    {
        if (Given is not null)
        {
            return;
        }

        string[] arguments =
        [
            "publish", Repository.PathOf("src", "AtRest.Functions"), "--configuration", "Debug", "--output", Folder, "--nologo", "--verbosity", "quiet",
            // Compiling ahead of time takes minutes, and changes nothing that the tests see.
            "-p:PublishReadyToRun=false",
            // No build server outlives the tests.
            "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // For builds inside the build, too.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var publish = Process.Start(start)!;
        publish.StandardInput.Close();
        var said = await ProcessEnd.TextAsync(publish, "The app is published", TimeSpan.FromMinutes(10));
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"The app could not be published: {said}");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Given is null)
        {
            Directory.Delete(Folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
