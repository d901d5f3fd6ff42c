using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;

namespace AtRest.Collectors.Aws.Monitoring;

/// <summary>The changes that a pattern matched. A change is matched if all of its samples of one kind of event are, for all ways to name the key that were tested.</summary>
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
