namespace AtRest.Tests.Shared;

/// <summary>The machine's own Chromium, under any of its names on the PATH. The same names stand in tests/run.sh.</summary>
internal static class ChromiumPath
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("These tests need Chromium on the PATH. tests/run.sh installs it (Debian, Ubuntu: apt-get install chromium).");
}
