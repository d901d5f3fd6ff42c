using System.Globalization;
using CsCheck;

namespace AtRest.Tests.Shared;

/// <summary>
/// Tests properties with random cases that are the same in each run: the seed is the number of the case. The environment variable <c>ATREST_CASES</c> sets
/// how many cases each property tries, so that a higher number tries new ones. A failure prints the case and its seed.
/// </summary>
internal static class FixedSeeds
{
    private const int Usual = 100;

    /// <summary>CsCheck's own numbers start with any state. This one has no meaning.</summary>
    private const ulong State = 20_261_129;

    public static void SampleFixed<T>(this Gen<T> cases, Action<T> check, int iter = Usual, Func<T, string>? print = null) =>
        ForEach(iter, seed => cases.Sample(check, seed: seed, iter: 1, threads: 1, print: print));

    public static void SampleFixed<T>(this Gen<T> cases, Func<T, bool> holds, int iter = Usual) => ForEach(iter, seed => cases.Sample(holds, seed: seed, iter: 1, threads: 1));

    public static void SampleFixed<T1, T2>(this Gen<(T1, T2)> cases, Action<T1, T2> check, int iter = Usual) => ForEach(iter, seed => cases.Sample(check, seed: seed, iter: 1, threads: 1));

    public static void SampleFixed<T1, T2>(this Gen<(T1, T2)> cases, Func<T1, T2, bool> holds, int iter = Usual) =>
        ForEach(iter, seed => cases.Sample(holds, seed: seed, iter: 1, threads: 1));

    public static void SampleFixed<T1, T2, T3>(this Gen<(T1, T2, T3)> cases, Action<T1, T2, T3> check, int iter = Usual) =>
        ForEach(iter, seed => cases.Sample(check, seed: seed, iter: 1, threads: 1));

    public static void SampleFixed<T1, T2, T3>(this Gen<(T1, T2, T3)> cases, Func<T1, T2, T3, bool> holds, int iter = Usual) =>
        ForEach(iter, seed => cases.Sample(holds, seed: seed, iter: 1, threads: 1));

    public static void SampleFixed<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> cases, Action<T1, T2, T3, T4, T5> check, int iter = Usual) =>
        ForEach(iter, seed => cases.Sample(check, seed: seed, iter: 1, threads: 1));

    public static void SampleFixed<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> cases, Func<T1, T2, T3, T4, T5, bool> holds, int iter = Usual) =>
        ForEach(iter, seed => cases.Sample(holds, seed: seed, iter: 1, threads: 1));

    private static void ForEach(int usual, Action<string> run)
    {
        var cases = int.Parse(Environment.GetEnvironmentVariable("ATREST_CASES") ?? $"{usual}", CultureInfo.InvariantCulture);
        for (var number = 0; number < cases; number++)
        {
            run(new PCG((uint)number, State).ToString());
        }
    }
}
