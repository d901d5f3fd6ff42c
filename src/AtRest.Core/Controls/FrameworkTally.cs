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
    private readonly List<(ControlFailure Failure, ControlSet Controls)> failures = [];
    private readonly List<(string Cluster, ControlSet Controls)> notJudged = [];

    /// <summary>The reasons from findings, and where they apply; null for the organization.</summary>
    private readonly List<(string? Cluster, ImmutableArray<(UInt128 Hash, ControlSet Controls)> Reasons)> reasons = [];

    private SharedResults? last;

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
        var results = place.Results;
        if (!ReferenceEquals(results, last))
        {
            // What a control notes of results is not about their cluster: the same results add nothing.
            for (var index = 0; index < controls.Length; index++)
            {
                controls[index].Add(place.Type, results.Controls[index]);
            }

            last = results;
        }

        foreach (var (failure, of) in results.Failures)
        {
            failures.Add((new ControlFailure(place.Cluster, failure.Rules, failure.Waived), of));
        }

        if (!results.Reasons.IsEmpty)
        {
            reasons.Add((place.Cluster, results.Reasons));
        }

        if (place.Cluster is { } cluster && !results.Unknown.IsEmpty)
        {
            notJudged.Add((cluster, results.Unknown));
        }
    }

    /// <summary>The results of all that was added to several tallies, one tally after the other.</summary>
    public static ImmutableArray<FrameworkResult> Sum(IReadOnlyList<FrameworkTally> tallies)
    {
        var failures = new PerControl<ControlFailure, ControlFailure>([.. tallies.SelectMany(tally => tally.failures).OrderBy(entry => entry.Failure.Waived)]);
        var notJudged = new PerControl<string, string>([.. tallies.SelectMany(tally => tally.notJudged)]);
        var gaps = new PerControl<(UInt128 Hash, string? Cluster), ControlGap>(tallies.SelectMany(tally => tally.reasons).SelectMany(place => place.Reasons.Select(reason => ((reason.Hash, place.Cluster), reason.Controls))));
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
            var place = next++;
            var parts = tallies.Select(tally => tally.controls[place]).ToList();
            ImmutableArray<ControlGap> all = [.. gaps.Of(place, reasons => ControlTally.OfFindings(reasons, parts)), .. ControlTally.OfTypes(parts)];
            return new ControlResult
            {
                Control = control,
                Status = ControlTally.Together(parts),
                Reason = all.IsEmpty ? null : string.Join(' ', all.Select(FrameworkResults.Sentence)),
                Failures = failures.Of(place, entries => entries),
                NotJudged = notJudged.Of(place, clusters => clusters),
                Gaps = all,
            };
        }
    }

    /// <summary>Things in order, each with the controls that it is about. Controls with the same things share what is made of them: in a big fleet it is long.</summary>
    /// <param name="things">They are enumerated several times.</param>
    private sealed class PerControl<T, TMade>(IEnumerable<(T Thing, ControlSet Controls)> things)
    {
        private readonly ImmutableArray<ControlSet> sets = [.. things.Select(entry => entry.Controls).Distinct()];
        private readonly Dictionary<string, ImmutableArray<TMade>> known = new(StringComparer.Ordinal);

        /// <param name="control">The place of the control in the catalogue.</param>
        /// <param name="make">Gives the same for all controls with the same things.</param>
        public ImmutableArray<TMade> Of(int control, Func<IEnumerable<T>, IEnumerable<TMade>> make)
        {
            var meant = sets.Where(set => set.Contains(control)).ToHashSet();
            var key = string.Concat(sets.Select(set => meant.Contains(set) ? '1' : '0'));
            if (!known.TryGetValue(key, out var made))
            {
                known.Add(key, made = meant.Count == 0 ? [] : [.. make(things.Where(entry => meant.Contains(entry.Controls)).Select(entry => entry.Thing))]);
            }

            return made;
        }
    }

    /// <summary>What a control says, without the clusters.</summary>
    private sealed class ControlTally
    {
        private readonly HashSet<ControlStatus> statuses = [];
        private readonly List<(string Reason, EncryptionType Type)> ofTypes = [];
        private readonly HashSet<(string Reason, EncryptionType Type)> knownTypes = [];

        /// <summary>The reasons from findings that came first: no others are shown.</summary>
        private readonly List<string> reasons = [];

        public void Add(EncryptionType type, PlaceResult result)
        {
            statuses.Add(result.Status);
            foreach (var gap in result.Gaps)
            {
                if (!gap.IsOfType)
                {
                    if (reasons.Count < FrameworkResults.MostReasons && !reasons.Contains(gap.Reason, StringComparer.Ordinal))
                    {
                        reasons.Add(gap.Reason);
                    }
                }
                else if (knownTypes.Add((gap.Reason, type)))
                {
                    ofTypes.Add((gap.Reason, type));
                }
            }
        }

        public static ControlStatus Together(List<ControlTally> parts)
        {
            var statuses = parts.SelectMany(part => part.statuses).ToHashSet();
            var worst = statuses.Max();
            return worst == ControlStatus.NotShown && (statuses.Contains(ControlStatus.Pass) || statuses.Contains(ControlStatus.Partly)) ? ControlStatus.Partly : worst;
        }

        public static IEnumerable<ControlGap> OfTypes(List<ControlTally> parts) => parts.SelectMany(part => part.ofTypes)
            .GroupBy(entry => entry.Reason, StringComparer.Ordinal)
            .Select(group => new ControlGap(group.Key, [.. group.Select(entry => entry.Type).Where(type => type != EncryptionType.None).Distinct().Order()], []));

        /// <param name="found">The hashes of the control's reasons and their clusters.</param>
        /// <param name="parts">The control in each tally.</param>
        public static IEnumerable<ControlGap> OfFindings(IEnumerable<(UInt128 Hash, string? Cluster)> found, List<ControlTally> parts)
        {
            var shown = parts.SelectMany(part => part.reasons).Distinct(StringComparer.Ordinal).Take(FrameworkResults.MostReasons).ToList();
            var clusters = found.ToLookup(entry => entry.Hash, entry => entry.Cluster);
            var known = shown.Select(PlaceGap.HashOf).ToHashSet();
            ImmutableArray<string> further = [.. clusters.Where(reason => !known.Contains(reason.Key)).SelectMany(reason => reason).OfType<string>().Distinct(StringComparer.Ordinal)];
            return
            [
                .. shown.Select(reason => new ControlGap(reason, [], [.. clusters[PlaceGap.HashOf(reason)].OfType<string>().Distinct(StringComparer.Ordinal)])),
                .. further.IsEmpty ? [] : new[] { new ControlGap(FrameworkResults.FurtherReasons, [], further) },
            ];
        }
    }
}
