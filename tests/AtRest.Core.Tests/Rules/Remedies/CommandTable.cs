using System.Text.Json;

namespace AtRest.Core.Tests.Rules.Remedies;

/// <summary>
/// The options of the clouds' command lines, as data: <c>commands.json</c> beside this file. A new command in a remedy needs its operation there, read in the command reference:
/// options in kebab case; shapes are <c>string</c>, <c>number</c>, <c>boolean</c>, <c>timestamp</c>, <c>blob</c>, <c>any</c>, <c>{"enum": […]}</c>, <c>{"list": shape}</c>, <c>{"map": shape}</c> and
/// <c>{"members": {name: shape}, "required": […]}</c>.
/// </summary>
internal static class CommandTable
{
    private static readonly Lazy<JsonElement> Table = new(() => JsonDocument.Parse(RuleCaseFiles.ReadText("Remedies/commands.json")).RootElement);

    /// <summary>The options of an operation and which are required; null if it is not in the table.</summary>
    public static (JsonElement Options, JsonElement Required)? Find(string program, params string[] path)
    {
        var found = Table.Value.GetProperty(program);
        foreach (var name in path)
        {
            if (!found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return (found.GetProperty("options"), found.GetProperty("required"));
    }
}
