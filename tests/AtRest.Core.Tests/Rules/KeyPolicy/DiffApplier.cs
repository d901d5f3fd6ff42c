using System.Globalization;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Applies the unified diff in a remedy as <c>patch</c> does, without any tolerance.</summary>
internal static class DiffApplier
{
    public static string Apply(string text, string code)
    {
        var diff = code[code.IndexOf("--- policy.json", StringComparison.Ordinal)..].Split("\nEND\n")[0];
        var old = text.Split('\n');
        var result = new List<string>();
        var at = 0;
        foreach (var line in diff.TrimEnd('\n').Split('\n').Skip(2))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                var start = int.Parse(line.Split(' ')[1].Split(',')[0][1..], CultureInfo.InvariantCulture) - 1;
                result.AddRange(old[at..start]);
                at = start;
                continue;
            }

            if (line[0] != '+')
            {
                old[at++].ShouldBe(line[1..]);
            }

            if (line[0] != '-')
            {
                result.Add(line[1..]);
            }
        }

        return string.Join('\n', result.Concat(old[at..]));
    }
}
