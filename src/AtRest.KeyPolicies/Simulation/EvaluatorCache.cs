namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// Keeps the evaluators of lines that repeat the same policy, key and grants, byte by byte. Bounded: each line has one place, and replaces
/// the entry that is there.
/// </summary>
internal sealed class EvaluatorCache
{
    private const int Places = 64;

    /// <summary>Ours: for longer lines, reading costs little compared with their size, and the cache would grow with them.</summary>
    private const int LongestKept = 64 * 1024;

    private readonly Entry?[] entries = new Entry?[Places];

    /// <exception cref="LineFaultException">The line's policy, key or grants are missing or wrong.</exception>
    public KeyPolicyEvaluator Get(in SimulationLine line)
    {
        if (line.Policy.Length + line.KeyArn.Length + line.Grants.Length > LongestKept)
        {
            return EvaluatorReader.Read(line);
        }

        ref var place = ref entries[Hash(line) % Places];
        if (place is null || !place.IsOf(line))
        {
            place = new Entry(line, EvaluatorReader.Read(line));
        }

        return place.Evaluator;
    }

    private static uint Hash(in SimulationLine line)
    {
        var hash = default(HashCode);
        hash.AddBytes(line.Policy);
        hash.AddBytes(line.KeyArn);
        hash.AddBytes(line.Grants);
        return (uint)hash.ToHashCode();
    }

    private sealed class Entry(in SimulationLine line, KeyPolicyEvaluator evaluator)
    {
        private readonly byte[] policy = line.Policy.ToArray();
        private readonly byte[] key = line.KeyArn.ToArray();
        private readonly byte[] grants = line.Grants.ToArray();

        public KeyPolicyEvaluator Evaluator { get; } = evaluator;

        public bool IsOf(in SimulationLine other) =>
            other.Policy.SequenceEqual(policy) && other.KeyArn.SequenceEqual(key) && other.Grants.SequenceEqual(grants);
    }
}
