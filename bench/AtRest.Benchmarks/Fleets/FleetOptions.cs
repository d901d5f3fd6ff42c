using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AtRest.Benchmarks.Fleets;

/// <summary>What to measure: <c>PROGRAM [--runs N]</c>, and the options of the fleet.</summary>
/// <param name="Program">The program: the executable of a build or a published one.</param>
/// <param name="Runs">How many runs of each.</param>
/// <param name="Fleet">The fleet.</param>
internal sealed record FleetOptions(string Program, int Runs, CollectOptions Fleet)
{
    private const int DefaultRuns = 3;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out FleetOptions? options)
    {
        options = null;
        if (args is not [var program, .. var others] || !File.Exists(program))
        {
            return false;
        }

        List<string> rest = [.. others];
        var runs = DefaultRuns;
        if (rest.IndexOf("--runs") is >= 0 and var place)
        {
            if (place + 1 == rest.Count || !int.TryParse(rest[place + 1], CultureInfo.InvariantCulture, out runs) || runs < 1)
            {
                return false;
            }

            rest.RemoveRange(place, 2);
        }

        options = CollectOptions.TryParse([.. rest], out var fleet) ? new FleetOptions(program, runs, fleet) : null;
        return options is not null;
    }
}
