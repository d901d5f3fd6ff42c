using System.Reflection;
using System.Text.RegularExpressions;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>
/// Finds which namespaces of an assembly a source file uses: by its usings (the build rejects those that are not needed), and by names that are
/// written with their namespace. It reads sources, since compiled code does not show where a constant came from.
/// </summary>
internal sealed class NamespaceUses
{
    private readonly Dictionary<string, Regex> patterns;

    public NamespaceUses(Assembly assembly) => patterns = assembly.GetTypes()
        .Where(type => type is { Namespace: not null, IsNested: false } && !type.Name.StartsWith('<'))
        .GroupBy(type => type.Namespace!, type => type.Name.Split('`')[0])
        .ToDictionary(types => types.Key, types => Pattern(types.Key, types));

    public IEnumerable<string> In(string path)
    {
        var text = File.ReadAllText(path);
        return patterns.Where(pattern => pattern.Value.IsMatch(text)).Select(pattern => pattern.Key);
    }

    private static Regex Pattern(string name, IEnumerable<string> types)
    {
        var type = $"(?:{string.Join('|', types)})";
        var parts = name.Split('.');
        // A namespace may be written without the parts that the file's own namespace begins with.
        var endings = string.Join('|', parts.Select((_, index) => Regex.Escape(string.Join('.', parts[index..]))));
        return new($@"^(?:global )?using (?:static |\w+ = )?{Regex.Escape(name)}(?:\.{type})?;|(?<![\w.])(?:{endings})\.{type}\b", RegexOptions.Multiline | RegexOptions.CultureInvariant);
    }
}
