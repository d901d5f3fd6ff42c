using System.Text.Json;

namespace AtRest.Functions.Tests.Support;

/// <summary>A function as the host reads it: the folder's name, and the bindings of its <c>function.json</c>.</summary>
internal sealed record FunctionFile(string Name, JsonElement Root)
{
    public static string Folder { get; } = Repository.PathOf("src", "AtRest.Functions", "functions");

    public static IReadOnlyList<FunctionFile> All { get; } =
        [.. Directory.GetDirectories(Folder).Select(path => new FunctionFile(Path.GetFileName(path), JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "function.json"))).RootElement))];

    public IReadOnlyList<JsonElement> Bindings { get; } = [.. Root.GetProperty("bindings").EnumerateArray()];

    public JsonElement Trigger => Bindings.Single(binding => TypeOf(binding).EndsWith("Trigger", StringComparison.Ordinal));

    public bool IsHttp => TypeOf(Trigger) == "httpTrigger";

    public string Text(string property) => Trigger.GetProperty(property).GetString()!;

    public static string TypeOf(JsonElement binding) => binding.GetProperty("type").GetString()!;
}
