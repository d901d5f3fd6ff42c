using System.Runtime.CompilerServices;

namespace AtRest.Core.Tests.Rules;

/// <summary>The folders of cases beside the tests: <c>ID/{pass,fail,unknown,na}-*.json</c>.</summary>
internal static class RuleCaseFiles
{
    /// <summary>The fleet in which no rule fails; every case changes something of it.</summary>
    public static string Healthy => Path.Combine(Folder(), "Cases", "healthy.json");

    /// <summary>A key in Google Cloud KMS at which nothing is wrong; every case that has <c>google</c> changes something of it.</summary>
    public static string HealthyCryptoKey => Path.Combine(Folder(), "Cases", "healthy-crypto-key.json");

    /// <summary>Paths below the folder of cases: <c>KMS-2/fail-disabled.json</c>.</summary>
    public static IEnumerable<string> All => Folders
        .SelectMany(id => Directory.EnumerateFiles(Path.Combine(Folder(), id), "*.json").Select(path => $"{id}/{Path.GetFileName(path)}"))
        .Order(StringComparer.Ordinal);

    /// <summary>The ids of rules that have a folder of cases.</summary>
    public static IEnumerable<string> Folders => Directory.EnumerateDirectories(Folder(), "*-*").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);

    /// <summary>The files of one rule's cases. The rules about key policies have theirs, and their own runner, in <c>KeyPolicy</c>.</summary>
    public static IEnumerable<string> Of(string id) => Directory.EnumerateDirectories(Folder(), id, SearchOption.AllDirectories)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"));

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    /// <summary>The folder that holds the solution.</summary>
    public static string Repository => Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
