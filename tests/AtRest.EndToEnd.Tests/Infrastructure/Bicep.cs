using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The real compiler of Bicep, from its package; it needs no network.</summary>
internal static class Bicep
{
    public static string Folder { get; } = Repository.PathOf("infra", "azure");

    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    public static string Compiler { get; } = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "BicepPath").Value!.Replace('\\', '/');

    /// <summary>What was compiled or planned already, by its question: many tests look at the same template.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Known = new(StringComparer.Ordinal);

    /// <summary>The template of a file; there must be no warning.</summary>
    public static async Task<JsonObject> BuildAsync(string file) => JsonNode.Parse(await OnceAsync($"build {file}", () => CompileAsync(Path.Combine(Folder, file))))!.AsObject();

    /// <summary>The text of a file as Bicep formats it.</summary>
    public static async Task<string> FormatAsync(string file) => (await CallAsync("bicep/format", new JsonObject { ["path"] = Path.Combine(Folder, file) }))["contents"]!.ToString();

    /// <summary>
    /// What Azure would be asked to create with these parameters: Bicep evaluates the template and its modules itself. What only Azure knows, such as the ID of an
    /// identity, is left as an expression.
    /// </summary>
    /// <param name="parameters">Lines of a file of parameters, without its first.</param>
    /// <param name="webhookKey">The value of the parameter webhookKey.</param>
    public static async Task<JsonArray> PlanAsync(string parameters, string webhookKey)
    {
        var snapshot = JsonNode.Parse(await OnceAsync($"plan {webhookKey} {parameters}", () => SnapshotAsync(parameters, webhookKey)))!;
        snapshot["diagnostics"]!.AsArray().ShouldBeEmpty();
        return snapshot["predictedResources"]!.AsArray();
    }

    private static async Task<string> SnapshotAsync(string parameters, string webhookKey)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-bicep-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Folder, "*.bicep*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var plan = Path.Combine(folder, "plan.bicepparam");
            await File.WriteAllTextAsync(plan, $"using 'main.bicep'\nparam webhookKey = '{webhookKey}'\n{parameters}\n", CancellationToken.None);
            await CompileAsync(plan);
            var metadata = new JsonObject { ["subscriptionId"] = $"{Guid.Empty}", ["tenantId"] = $"{Guid.Empty}", ["resourceGroup"] = "atrest", ["location"] = "westeurope" };
            return (await CallAsync("bicep/getSnapshot", new JsonObject { ["path"] = plan, ["metadata"] = metadata }))["snapshot"]!.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> CompileAsync(string path)
    {
        var compiled = await CallAsync("bicep/compile", new JsonObject { ["path"] = path });
        var messages = compiled["diagnostics"]!.AsArray().Select(found => $"{found!["source"]}, line {(int)found["range"]!["start"]!["line"]! + 1}: {found["level"]} {found["code"]}: {found["message"]}");
        messages.ShouldBeEmpty();
        return compiled["contents"].ShouldNotBeNull().ToString();
    }

    private static async Task<JsonObject> CallAsync(string method, JsonObject parameters) => await (await TestContext.Current.GetFixture<BicepServer>()).ShouldNotBeNull().CallAsync(method, parameters);

    /// <summary>What the command line prints, and what it warns of or complains about. A separate process, because these files read its environment.</summary>
    public static async Task<(string Output, string Messages)> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Compiler, [arguments[0], Path.Combine(Folder, arguments[1]), .. arguments[2..]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        // Not the token of the test: others may wait for the same result.
        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The Bicep compiler did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var messages = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (await output, await messages);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static Task<string> OnceAsync(string question, Func<Task<string>> workOutAsync) => Known.GetOrAdd(question, _ => new Lazy<Task<string>>(workOutAsync)).Value;
}
