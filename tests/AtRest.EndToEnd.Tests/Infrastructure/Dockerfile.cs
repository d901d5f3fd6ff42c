using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The instructions of <c>infra/Dockerfile</c>, each on one line (https://docs.docker.com/reference/dockerfile/#format).</summary>
internal static class Dockerfile
{
    public static IReadOnlyList<(string Instruction, string Arguments)> Read()
    {
        var lines = File.ReadLines(Repository.PathOf("infra", "Dockerfile")).Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#');
        return [.. string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Trim().Split(' ', 2)).Select(parts => (parts[0], parts[1].Trim()))];
    }
}
