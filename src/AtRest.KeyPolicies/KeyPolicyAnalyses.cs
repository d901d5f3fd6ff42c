using System.Collections.Concurrent;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies;

/// <summary>
/// Analyzes the policies of many keys. Policies that differ in nothing that is judged, such as those of one template, are analyzed once. The answers are those
/// of an analysis of the key alone. Instances are thread-safe, and their memory does not grow with the number of keys.
/// </summary>
public sealed class KeyPolicyAnalyses
{
    /// <summary>Our limit. A fleet has a few templates. Where it has more, the oldest ones are analyzed again.</summary>
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<string, KeyPolicyAnalysis> known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    /// <summary>Analyzes a policy, as <see cref="KeyPolicyAnalysis.Of"/> does.</summary>
    public KeyPolicyAnalysis Of(string policy, KeySubject subject)
    {
        var reading = KeyPolicyReading.Of(subject.Key, subject.Facts, policy);
        if (AnalysisShape.Of(reading, subject) is not { } shape)
        {
            return new KeyPolicyAnalysis(reading, subject, twin: null);
        }

        if (known.TryGetValue(shape, out var twin))
        {
            return new KeyPolicyAnalysis(reading, subject, twin);
        }

        var analysis = new KeyPolicyAnalysis(reading, subject, twin: null);
        twin = known.GetOrAdd(shape, analysis);
        if (!ReferenceEquals(twin, analysis))
        {
            return new KeyPolicyAnalysis(reading, subject, twin);
        }

        order.Enqueue(shape);
        while (known.Count > MostKept && order.TryDequeue(out var oldest))
        {
            known.TryRemove(oldest, out _);
        }

        return analysis;
    }
}
