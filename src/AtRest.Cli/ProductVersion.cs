using System.Reflection;
using System.Runtime.InteropServices;

namespace AtRest.Cli;

/// <summary>Which build of AtRest this is.</summary>
internal static class ProductVersion
{
    private static readonly Assembly Program = typeof(ProductVersion).Assembly;

    /// <summary>The version that reports name. It has no commit, so that the same release gives the same bytes wherever it is built.</summary>
    public static string Current { get; } = Program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>The git commit that was built. Null for a build from an archive without git.</summary>
    public static string? Commit { get; } = Metadata("Commit");

    /// <summary>The address of the rules' pages that the build was given. Null without one.</summary>
    public static string? RulePages { get; } = Metadata("RulePages");

    /// <summary>The lines of <c>atrest --version</c>.</summary>
    public static IReadOnlyList<string> Lines(string? commit) =>
    [
        $"atrest {Current}",
        $"commit   {commit ?? "unknown (not built from a git working copy)"}",
        $"runtime  {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})",
    ];

    private static string? Metadata(string name) =>
        Program.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == name)?.Value is { Length: > 0 } value ? value : null;
}
