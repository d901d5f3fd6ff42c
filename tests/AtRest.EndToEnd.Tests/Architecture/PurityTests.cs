using System.Reflection;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>What decides something takes data in and gives data back. Files, networks, the terminal and the clock are the callers' business.</summary>
public sealed class PurityTests
{
    /// <summary>What these namespaces have that touches nothing outside of the process.</summary>
    private static readonly string[] Harmless =
        ["System.IO.Stream", "System.IO.MemoryStream", "System.IO.InvalidDataException", "System.IO.Compression.GZipStream", "System.IO.Compression.CompressionMode", "System.IO.Compression.BrotliEncoder", "System.IO.Compression.BrotliDecoder", "System.IO.SeekOrigin", "System.Net.IPAddress"];

    private static readonly string[] Outside = ["System.IO.", "System.Net.", "Microsoft.Win32."];

    private static readonly string[] OutsideTypes =
        ["System.Console", "System.TimeProvider", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Threading.Thread", "System.Threading.Timer", "System.Random"];

    private static readonly string[] Clocks =
        [.. from type in new[] { "System.DateTime", "System.DateTimeOffset" } from member in new[] { "get_Now", "get_UtcNow", "get_Today" } select $"{type}.{member}"];

    private static readonly string[] Surroundings = ["System.Environment.GetEnvironmentVariable", "System.Environment.get_TickCount64", "System.Guid.NewGuid"];

    public static TheoryData<string> Pure => ["AtRest.KeyPolicies", "AtRest.Core"];

    [Theory]
    [MemberData(nameof(Pure))]
    public void Project_Always_HasNoPackages(string project) => ProjectFile.Elements(project, "PackageReference").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pure))]
    public void Code_Always_UsesNoFileNetworkOrTerminal(string project) => CompiledUses.TypesIn(Assembly.Load(project))
        .Where(type => OutsideTypes.Contains(type) || Outside.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)))
        .Except(Harmless)
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pure))]
    public void Code_Always_AsksNeitherTheClockNorItsSurroundings(string project) =>
        CompiledUses.MembersIn(Assembly.Load(project)).Intersect([.. Clocks, .. Surroundings]).ShouldBeEmpty();
}
