using System.Reflection;
using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>The build that writes reports.</summary>
internal static class BuildInfo
{
    private static readonly string? Version = typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>The git commit that was built; null for a build from an archive without git.</summary>
    public static string? Commit { get; } = typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "Commit")?.Value is { Length: > 0 } commit ? commit : null;

    /// <summary>The git commit of the build that a report names; null if this is another version, or a build from an archive without git.</summary>
    public static string? CommitOf(ToolInfo tool) => tool.Version == Version ? Commit : null;
}
