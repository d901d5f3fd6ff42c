using System.Reflection;

namespace AtRest.Reports;

/// <summary>The build that writes reports.</summary>
internal static class BuildInfo
{
    /// <summary>The git commit that was built; null for a build from an archive without git.</summary>
    public static string? Commit { get; } = typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "Commit")?.Value is { Length: > 0 } commit ? commit : null;
}
