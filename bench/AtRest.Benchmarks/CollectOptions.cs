using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AtRest.Benchmarks;

/// <summary>What to measure.</summary>
internal sealed record CollectOptions
{
    public const string Usage =
        "usage: collect [--clusters N] [--latency MS] [--throttle 0..1] [--fail 0..1] [--concurrency N] [--grants-quota PER_SECOND]";

    public int Clusters { get; init; } = 500;

    /// <summary>Milliseconds that each call takes at the endpoint.</summary>
    public int Latency { get; init; } = 20;

    public double Throttle { get; init; }

    public double Fail { get; init; }

    public int Concurrency { get; init; } = 128;

    /// <summary>ListGrants calls a second; AWS's own quota is 100.</summary>
    public int? GrantsQuota { get; init; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out CollectOptions? options)
    {
        options = new CollectOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            var changed = i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var value)
                ? With(options, args[i], value)
                : null;
            if (changed is null)
            {
                options = null;
                return false;
            }

            options = changed;
        }

        return true;
    }

    private static CollectOptions? With(CollectOptions options, string name, double value) => name switch
    {
        "--clusters" => options with { Clusters = (int)value },
        "--latency" => options with { Latency = (int)value },
        "--throttle" => options with { Throttle = value },
        "--fail" => options with { Fail = value },
        "--concurrency" => options with { Concurrency = (int)value },
        "--grants-quota" => options with { GrantsQuota = (int)value },
        _ => null,
    };
}
