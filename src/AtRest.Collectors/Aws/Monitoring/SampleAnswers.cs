using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;

namespace AtRest.Collectors.Aws.Monitoring;

/// <summary>Which samples a pattern matched: each change by both ways to name the key, or by the one that was asked about. Of events of several kinds those of one kind are enough.</summary>
internal sealed record SampleAnswers(ImmutableArray<string> Matched, ImmutableArray<string> Sometimes, ImmutableArray<string> Missed)
{
    public static SampleAnswers Of(IEnumerable<(SampleEvent Sample, bool Matches)> answers)
    {
        var calls = answers.GroupBy(answer => answer.Sample.Call, StringComparer.Ordinal).OrderBy(call => call.Key, StringComparer.Ordinal).ToList();
        return new SampleAnswers(
            [.. calls.Where(IsMatched).Select(call => call.Key)],
            [.. calls.Where(call => call.Any(answer => answer.Matches) && !IsMatched(call)).Select(call => call.Key)],
            [.. calls.Where(call => !call.Any(answer => answer.Matches)).Select(call => call.Key)]);

        static bool IsMatched(IEnumerable<(SampleEvent Sample, bool Matches)> call) =>
            call.GroupBy(answer => answer.Sample.Kind, StringComparer.Ordinal).Any(kind => kind.All(answer => answer.Matches));
    }
}
