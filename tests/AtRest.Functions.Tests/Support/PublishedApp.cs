using System.Diagnostics;
using AtRest.Functions.Tests.Support;
using AtRest.Tests.Shared.Processes;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace AtRest.Functions.Tests.Support;

/// <summary>
/// The app, published once for all tests as one does for a deployment. That takes a while: <c>ATREST_TESTS_PUBLISHED</c> can name a folder where it is published already, and
/// <c>ATREST_TESTS_PUBLISH_IN</c> one where the first program of a run publishes it for the others.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly string? Given = Read("ATREST_TESTS_PUBLISHED");
    private static readonly string? Shared = Read("ATREST_TESTS_PUBLISH_IN");

    public string Folder { get; } = Given ?? (Shared is null ? Directory.CreateTempSubdirectory("atrest-published-").FullName : Path.Combine(Shared, "app"));

    public async ValueTask InitializeAsync()
    {
        if (Given is not null)
        {
            return;
        }

        if (Shared is null)
        {
            await PublishAsync();
            return;
        }

        Directory.CreateDirectory(Shared);
        await using var turn = await TakeTurnAsync(Path.Combine(Shared, "turn"));
        var mark = Path.Combine(Shared, "complete");
        if (!File.Exists(mark))
        {
            await PublishAsync();
            await File.WriteAllTextAsync(mark, "");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Given is null && Shared is null)
        {
            Directory.Delete(Folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>The file is open in one program at a time: it is closed when that program ends, however it ends.</summary>
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Longest)
            {
                await Task.Delay(200);
            }
        }
    }

    private async Task PublishAsync()
    {
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
        var said = await ProcessEnd.TextAsync(publish, "The app is published", Longest);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"The app could not be published: {said}");
        }
    }
}
