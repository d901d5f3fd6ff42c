namespace AtRest.Core.Tests.Inventory;

/// <summary>The inventories beside the tests: each NAME.json has its expected errors in NAME.expected.txt.</summary>
internal static class CaseFiles
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository, "tests", "AtRest.Core.Tests", "Inventory", "Cases");

    public static byte[] Inventory(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    public static string Expected(string name) => File.ReadAllText(Path.Combine(Folder, name + ".expected.txt"));

    private static string FindRepository(string? folder) => folder is null ? throw new DirectoryNotFoundException("No folder above the tests holds Functions.sln.")
        : File.Exists(Path.Combine(folder, "Functions.sln")) ? folder
        : FindRepository(Path.GetDirectoryName(folder));
}
