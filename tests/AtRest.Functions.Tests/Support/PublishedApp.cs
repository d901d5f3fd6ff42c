using System.Diagnostics;

namespace AtRest.Functions.Tests.Support;

/// <summary>Tests of the published app: one after the other, since each has processes of its own.</summary>
[CollectionDefinition(nameof(PublishedCollection))]
public sealed class PublishedCollection : ICollectionFixture<PublishedApp>;

/// <summary>The app, published once for all tests as one does for a deployment.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("atrest-published-").FullName;

    public async ValueTask InitializeAsync()
    {
        string[] arguments =
        [
            "publish", Repository.PathOf("bench", "TrivialWorker"), "--configuration", "Debug", "--output", Folder, "--nologo", "--verbosity", "quiet",
            // No build server outlives the tests.
            "-nodeReuse:false", "-p:UseSharedCompilation=false",
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
