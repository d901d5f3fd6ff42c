namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// Caches evaluators, since many lines repeat the same policy, key and grants, byte by byte. The size is bounded: each line has one place in the cache,
/// and replaces the entry in this place when it comes a second time.
/// </summary>
internal sealed class EvaluatorCache
{
    private const int Capacity = 64;

    /// <summary>The maximum size of an entry, in bytes. Larger entries would take too much memory.</summary>
    private const int LongestKept = 64 * 1024;

    private readonly Entry?[] entries = new Entry?[Capacity];

    /// <summary>The hash of the last line of each place.</summary>
    private readonly uint[] seen = new uint[Capacity];

    /// <summary>The evaluator for a line.</summary>
    /// <exception cref="InvalidLineException">The policy or key is missing, or the policy, key or grants are not valid.</exception>
    public KeyPolicyEvaluator Get(in SimulationLine line)
    {
        if (line.Policy.Length + line.KeyArn.Length + line.Grants.Length > LongestKept)
        {
            return EvaluatorReader.Read(line);
        }

        var hash = Hash(line);
        ref var place = ref entries[hash % Capacity];
        if (place is not null && place.IsOf(line))
        {
            return place.Evaluator;
        }

        // What comes once is not kept: copies of a stream of different policies would only cost time.
        var evaluator = EvaluatorReader.Read(line);
        ref var last = ref seen[hash % Capacity];
        if (last == hash)
        {
            place = new Entry(line, evaluator);
        }

        last = hash;
        return evaluator;
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
