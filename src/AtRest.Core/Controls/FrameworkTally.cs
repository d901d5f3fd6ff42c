using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Controls;

/// <summary>What clusters say about every control, added up while they are judged: it holds no finding, and of most reasons only a hash.</summary>
internal sealed class FrameworkTally
{
    /// <summary>All controls, in the catalogue's order.</summary>
    private static readonly ImmutableArray<(ControlFramework Framework, Control Control)> All =
        [.. ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Select(control => (framework, control)))];

    private readonly ControlTally[] controls = [.. All.Select(_ => new ControlTally())];

    /// <summary>The results of all controls for one place.</summary>
    public static ImmutableArray<PlaceResult> Judge(ControlPlace place)
    {
        var failures = new List<PlaceFailure>();
        return [.. All.Select(entry => Shared(place.Judge(entry.Framework, entry.Control), failures))];
    }

    /// <summary>Many controls have the same rules, and fail in the same way.</summary>
    private static PlaceResult Shared(PlaceResult result, List<PlaceFailure> failures)
    {
        if (result.Failure is not { } failure)
        {
            return result;
        }

        var known = failures.Find(other => other.Waived == failure.Waived && other.Rules.SequenceEqual(failure.Rules));
        if (known is null)
        {
            failures.Add(failure);
            return result;
        }

        return result with { Failure = known };
    }

    /// <summary>Adds a place: in the report's order.</summary>
    public void Add(PlaceResults place)
    {
        var failures = new List<(PlaceFailure Shared, ControlFailure Here)>();
        for (var index = 0; index < controls.Length; index++)
        {
            controls[index].Add(place, place.Controls[index], place.Controls[index].Failure is { } failure ? Here(failure) : null);
        }

        ControlFailure Here(PlaceFailure shared)
        {
            foreach (var known in failures)
            {
                if (ReferenceEquals(known.Shared, shared))
                {
                    return known.Here;
                }
            }

            var here = new ControlFailure(place.Cluster, shared.Rules, shared.Waived);
            failures.Add((shared, here));
            return here;
        }
    }

    /// <summary>The results of all that was added to several tallies, one tally after the other.</summary>
    public static ImmutableArray<FrameworkResult> Sum(IReadOnlyList<FrameworkTally> tallies)
    {
        var next = 0;
        return [.. ControlCatalog.Frameworks.Select(framework => new FrameworkResult
        {
            Name = framework.Name,
            Source = framework.Source,
            Url = framework.Url,
            Controls = [.. framework.Controls.Select(control => Next(control))],
        })];

        ControlResult Next(Control control)
        {
            var parts = tallies.Select(tally => tally.controls[next]).ToList();
            next++;
            return ControlTally.Sum(control, parts);
        }
    }

    private sealed class ControlTally
    {
        private readonly HashSet<ControlStatus> statuses = [];
        private readonly List<ControlFailure> failures = [];
        private readonly List<string> notJudged = [];
        private readonly List<(string Reason, EncryptionType Type)> ofTypes = [];
        private readonly HashSet<(string Reason, EncryptionType Type)> knownTypes = [];

        /// <summary>The reasons from findings that came first: no others are shown.</summary>
        private readonly List<string> reasons = [];

        /// <summary>Every reason from findings, by its hash, and where it applies; null for the organization.</summary>
        private readonly List<(UInt128 Reason, string? Cluster)> ofFindings = [];

        public void Add(PlaceResults place, PlaceResult result, ControlFailure? failure)
        {
            statuses.Add(result.Status);
            if (failure is not null)
            {
                failures.Add(failure);
            }

            if (result.Status == ControlStatus.Unknown && place.Cluster is { } unknown)
            {
                notJudged.Add(unknown);
            }

            foreach (var gap in result.Gaps)
            {
                if (!gap.IsOfType)
                {
                    if (reasons.Count < FrameworkResults.MostReasons && !reasons.Contains(gap.Reason, StringComparer.Ordinal))
                    {
                        reasons.Add(gap.Reason);
                    }

                    ofFindings.Add((gap.Hash, place.Cluster));
                }
                else if (knownTypes.Add((gap.Reason, place.Type)))
                {
                    ofTypes.Add((gap.Reason, place.Type));
                }
            }
        }

        public static ControlResult Sum(Control control, List<ControlTally> parts)
        {
            var gaps = GapsOf(parts);
            return new ControlResult
            {
                Control = control,
                Status = Together([.. parts.SelectMany(part => part.statuses)]),
                Reason = gaps.IsEmpty ? null : string.Join(' ', gaps.Select(FrameworkResults.Sentence)),
                Failures = [.. parts.SelectMany(part => part.failures).OrderBy(failure => failure.Waived)],
                NotJudged = [.. parts.SelectMany(part => part.notJudged)],
                Gaps = gaps,
            };
        }

        private static ControlStatus Together(HashSet<ControlStatus> statuses)
        {
            var worst = statuses.Max();
            return worst == ControlStatus.NotShown && (statuses.Contains(ControlStatus.Pass) || statuses.Contains(ControlStatus.Partly)) ? ControlStatus.Partly : worst;
        }

        private static ImmutableArray<ControlGap> GapsOf(List<ControlTally> parts)
        {
            var ofTypes = parts.SelectMany(part => part.ofTypes)
                .GroupBy(entry => entry.Reason, StringComparer.Ordinal)
                .Select(group => new ControlGap(group.Key, [.. group.Select(entry => entry.Type).Where(type => type != EncryptionType.None).Distinct().Order()], []));
            var shown = parts.SelectMany(part => part.reasons).Distinct(StringComparer.Ordinal).Take(FrameworkResults.MostReasons).ToList();
            var clusters = parts.SelectMany(part => part.ofFindings).ToLookup(entry => entry.Reason, entry => entry.Cluster);
            var known = shown.Select(PlaceGap.HashOf).ToHashSet();
            ImmutableArray<string> further = [.. clusters.Where(reason => !known.Contains(reason.Key)).SelectMany(reason => reason).OfType<string>().Distinct(StringComparer.Ordinal)];
            return
            [
                .. shown.Select(reason => new ControlGap(reason, [], [.. clusters[PlaceGap.HashOf(reason)].OfType<string>().Distinct(StringComparer.Ordinal)])),
                .. further.IsEmpty ? [] : new[] { new ControlGap(FrameworkResults.FurtherReasons, [], further) },
                .. ofTypes,
            ];
        }
    }
}
