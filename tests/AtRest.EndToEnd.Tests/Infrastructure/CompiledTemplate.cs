using System.Text.Json.Nodes;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>What the compiler makes of <c>main.bicep</c> and its modules for Azure; compiled once.</summary>
public sealed class CompiledTemplate : IAsyncLifetime
{
    public JsonObject Root { get; private set; } = [];

    /// <summary>The template, its modules, and theirs.</summary>
    public IEnumerable<JsonObject> Templates => WithModules(Root);

    public async ValueTask InitializeAsync() => Root = await Bicep.BuildAsync("main.bicep");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<JsonObject> WithModules(JsonObject template) => Members(template)
        .Where(resource => resource["type"]?.ToString() == "Microsoft.Resources/deployments")
        .SelectMany(resource => WithModules(resource["properties"]!["template"]!.AsObject()))
        .Prepend(template);

    /// <summary>By name or in a list: the compiler writes either.</summary>
    private static IEnumerable<JsonObject> Members(JsonObject template) => template["resources"] switch
    {
        JsonObject named => named.Select(entry => entry.Value!.AsObject()),
        JsonArray list => list.Select(entry => entry!.AsObject()),
        _ => [],
    };
}
