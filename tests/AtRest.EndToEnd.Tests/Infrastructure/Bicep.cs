using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The real compiler of Bicep, from its package; it needs no network.</summary>
internal static class Bicep
{
    public static string Folder { get; } = Repository.PathOf("infra", "azure");

    public static IReadOnlyDictionary<string, string> NoVariables { get; } = new Dictionary<string, string>();

    private static string Compiler { get; } = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "BicepPath").Value!.Replace('\\', '/');

    /// <summary>The template of a file; there must be no warning.</summary>
    public static async Task<JsonObject> BuildAsync(string file)
    {
        var (output, messages) = await RunAsync(NoVariables, "build", file, "--stdout", "--no-restore");
        messages.ShouldBeEmpty();
        return JsonNode.Parse(output)!.AsObject();
    }

    /// <summary>What the compiler prints, and what it warns of or complains about.</summary>
    public static async Task<(string Output, string Messages)> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Compiler, [arguments[0], Path.Combine(Folder, arguments[1]), .. arguments[2..]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The Bicep compiler did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var messages = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output, await messages);
    }
}
