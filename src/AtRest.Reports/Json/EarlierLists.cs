using System.Collections.Immutable;
using System.Collections.ObjectModel;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Core.Packing;

namespace AtRest.Reports.Json;

/// <summary>Turns each cluster of an earlier report into what is compared as soon as it is read.</summary>
internal sealed class EarlierClusters : Collection<EarlierCluster>
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> rules = new(StringComparer.Ordinal);
    private readonly PackedList<PreviousCluster> read = [];

    /// <summary>By ID.</summary>
    public PackedList<PreviousCluster> Compared => read.SortedBy(cluster => cluster.Id);

    protected override void InsertItem(int index, EarlierCluster item)
    {
        EarlierLists.RequireWhole(item);
        if (!ids.Add(item.Id))
        {
            throw new ReportFormatException($"'{item.Id}' appears more than once in clusters. {EarlierLists.Advice}");
        }

        read.Add(new PreviousCluster
        {
            Id = item.Id,
            Name = item.Name,
            DeclaredType = TypeOf(item),
            Verdict = item.Verdict,
            Findings = [.. item.Findings.Select(finding => EarlierLists.Compared(finding, item.Declared, Shared(finding)))],
        });
    }

    /// <summary>One text for all findings of a rule.</summary>
    private string? Shared(EarlierFinding? finding)
    {
        if (finding is null)
        {
            return null;
        }

        if (!rules.TryGetValue(finding.RuleId, out var rule))
        {
            rules.Add(finding.RuleId, rule = finding.RuleId);
        }

        return rule;
    }

    private static EncryptionType TypeOf(EarlierCluster cluster) => cluster.Declared?.Type is not { } type || string.Equals(type, DeclaredElement.Undeclared, StringComparison.OrdinalIgnoreCase)
        ? EncryptionType.None
        : Enum.GetValues<EncryptionType>().FirstOrDefault(known => string.Equals(WireWord.Of(known), type, StringComparison.OrdinalIgnoreCase), EncryptionType.All) is var declared && declared != EncryptionType.All ? declared
        : throw new ReportFormatException($"The declared type '{type}' of cluster '{cluster.Id}' is not known to this version of AtRest. Give a report that this version wrote.");
}

/// <summary>Checks each key policy of an earlier report as soon as it is read. Keys with the same policy share its text.</summary>
internal sealed class EarlierPolicies : Collection<EarlierPolicy>
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly PackedList<ReportedKeyPolicy> read = [];

    /// <summary>By key ARN.</summary>
    public PackedList<ReportedKeyPolicy> Compared => read.SortedBy(policy => policy.KeyArn);

    protected override void InsertItem(int index, EarlierPolicy item)
    {
        EarlierLists.RequireWhole(item);
        if (!keys.Add(item.KeyArn))
        {
            throw new ReportFormatException($"'{item.KeyArn}' appears more than once in keyPolicies. {EarlierLists.Advice}");
        }

        if (item.Policy is { } text && item.Sha256 != EvidenceHash.OfText(text))
        {
            throw new ReportFormatException($"keyPolicies: the SHA-256 of the policy of {item.KeyArn} does not match its text, so the file was changed after it was written. Give the report as it was written.");
        }

        if (item.Policy is not null)
        {
            texts.TryAdd(item.Sha256, item.Policy);
        }

        read.Add(new ReportedKeyPolicy
        {
            KeyArn = item.KeyArn,
            Sha256 = item.Sha256,
            Policy = texts.GetValueOrDefault(item.Sha256)
                ?? throw new ReportFormatException($"keyPolicies: {item.KeyArn} refers to a policy with the SHA-256 '{item.Sha256}', and no key before it has the text. {EarlierLists.Advice}"),
        });
    }
}

/// <summary>Checks each point of an earlier report's trend as soon as it is read.</summary>
internal sealed class EarlierTrend : Collection<TrendElement>
{
    /// <summary>As they were written.</summary>
    public ImmutableArray<TrendPoint> Compared => [.. this.Select(element => element.ToPoint())];

    protected override void InsertItem(int index, TrendElement item)
    {
        EarlierLists.RequireWhole(item);
        if (index > TrendPoint.Days || int.IsNegative(item.Compliant | item.NonCompliant | item.Indeterminate | item.Critical | item.High | item.Medium | item.Low | item.Unknown))
        {
            throw new ReportFormatException($"trend: it has more than {TrendPoint.Days + 1} points, or a count below 0. {EarlierLists.Advice}");
        }

        base.InsertItem(index, item);
    }
}

/// <summary>What the lists of earlier reports share.</summary>
internal static class EarlierLists
{
    public const string Advice = "Give a report that 'atrest audit' wrote as JSON.";

    public static void RequireWhole(object? element)
    {
        if (element is null)
        {
            throw new ReportFormatException($"One of its lists holds null, which AtRest never writes. {Advice}");
        }
    }

    /// <param name="finding">What was read; null is refused.</param>
    /// <param name="declared">The declaration of its cluster; null for the organization.</param>
    /// <param name="rule">The rule's ID.</param>
    public static PreviousFinding Compared(EarlierFinding? finding, EarlierDeclaration? declared, string? rule)
    {
        RequireWhole(finding);
        return new() { RuleId = rule!, Resource = ResourceOf(finding!, declared), Status = finding!.Status, Waived = finding.Waiver is not null };
    }

    private static string? ResourceOf(EarlierFinding finding, EarlierDeclaration? declared) => finding.Key switch
    {
        null => finding.Resource,
        DeclaredKey.Primary when declared?.PrimaryKeyArn is { } primary => primary,
        DeclaredKey.Secondary when declared?.SecondaryKeyArn is { } secondary => secondary,
        _ => throw new ReportFormatException($"A finding of {finding.RuleId} is about a key that its cluster does not declare. {Advice}"),
    };
}
