using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AtRest.Benchmarks;

/// <summary>Options that are numbers: <c>--name N</c>.</summary>
internal static class Options
{
    public static bool TryParse(string[] args, string[] names, [NotNullWhen(true)] out Dictionary<string, long>? options)
    {
        options = [];
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !names.Contains(args[i].TrimStart('-')) || !long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var value))
            {
                options = null;
                return false;
            }

            options[args[i].TrimStart('-')] = value;
        }

        return true;
    }
}
