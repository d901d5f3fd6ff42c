using System.Diagnostics;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Tests.Shared.Azurite;

/// <summary>Where Azurite is; put there by <c>tests/azurite.sh</c> if it is not.</summary>
internal static class AzuriteInstallation
{
    private static readonly Lazy<Task<string>> Found = new(InstallAsync);

    public static Task<string> FindAsync() => Found.Value;

    private static async Task<string> InstallAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Functions.sln")))
        {
            root = root.Parent;
        }

        var script = Path.Combine(root?.FullName ?? throw new InvalidOperationException("Functions.sln is in none of the folders above the tests."), "tests", "azurite.sh");
        using var install = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        install.StandardInput.Close();
        var said = await ProcessEnd.TextAsync(install, "Azurite is installed", TimeSpan.FromMinutes(5));
        return install.ExitCode == 0
            ? Path.Combine(root.FullName, "artifacts", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js")
            : throw new InvalidOperationException($"Azurite could not be installed: {said}");
    }
}
