using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>Node programs that know schemas: ajv, generators of clients, the compiler of TypeScript. <c>tests/schema-tools.sh</c> puts them where they are looked for.</summary>
internal static class SchemaTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../.."));

    public static string OpenApiFile { get; } = Path.Combine(Root, "docs/schemas/openapi.json");

    /// <summary>The folder whose <c>node_modules</c> has them.</summary>
    public static Task<string> FolderAsync() => Installed.Value;

    /// <summary>A file beside the tests, in <c>Node</c>.</summary>
    public static string Script(string name) => Path.Combine(Here(), "Node", name);

    /// <summary>Runs one of our scripts with the folder of the tools as its first argument. Returns its output.</summary>
    public static async Task<string> RunScriptAsync(string script, IEnumerable<string> arguments, string input = "") =>
        await RunAsync("node", [Script(script), await FolderAsync(), .. arguments], Root, input);

    /// <summary>Runs a program of a package. What it prints.</summary>
    public static async Task<string> RunToolAsync(string tool, IEnumerable<string> arguments, string folder) =>
        await RunAsync("node", [Path.Combine(await FolderAsync(), "node_modules", tool), .. arguments], folder);

    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string folder, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end within {Patience.TotalMinutes:0} minutes.");
        }

        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"'{program}' ended with {process.ExitCode}: {await output}{await error}");
    }

    private static async Task<string> InstallAsync()
    {
        await RunAsync("bash", [Path.Combine(Root, "tests/schema-tools.sh")], Root);
        return Path.Combine(Root, "artifacts/schema-tools");
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
