using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Why a selector does not record all management events of AWS KMS.</summary>
internal enum SelectorGap
{
    /// <summary>It has no gap of the kinds below.</summary>
    None,

    /// <summary>It records no management events at all.</summary>
    NoManagementEvents,

    /// <summary>It picks out some management events by something else than being read or write events.</summary>
    Narrowed,

    /// <summary>It leaves out AWS KMS.</summary>
    KmsExcluded,
}

/// <summary>Which management events of AWS KMS one selector records by itself (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html).</summary>
internal sealed record SelectorReach(bool Reads, bool Writes, SelectorGap Gap = SelectorGap.None, string NarrowedBy = "")
{
    private const string KmsSource = "kms.amazonaws.com";

    public static SelectorReach Of(EventSelector selector)
    {
        if (!selector.IncludeManagementEvents)
        {
            return new SelectorReach(false, false, SelectorGap.NoManagementEvents);
        }

        if (selector.ExcludeManagementEventSources.Contains(KmsSource, StringComparer.OrdinalIgnoreCase))
        {
            return new SelectorReach(false, false, SelectorGap.KmsExcluded);
        }

        return selector.ReadWriteType.ToUpperInvariant() switch
        {
            "ALL" => new SelectorReach(true, true),
            "READONLY" => new SelectorReach(true, false),
            "WRITEONLY" => new SelectorReach(false, true),
            _ => new SelectorReach(false, false, SelectorGap.Narrowed, $"ReadWriteType {selector.ReadWriteType}"),
        };
    }

    public static SelectorReach Of(AdvancedEventSelector selector)
    {
        if (!FieldMatch.Holds(selector, "eventCategory", "Management"))
        {
            return new SelectorReach(false, false, SelectorGap.NoManagementEvents);
        }

        if (!FieldMatch.Holds(selector, "eventSource", KmsSource))
        {
            return new SelectorReach(false, false, SelectorGap.KmsExcluded);
        }

        var narrowing = selector.FieldSelectors
            .Select(condition => condition.Field)
            .Where(field => !FieldMatch.IsOneOf(field, "eventCategory", "eventSource", "readOnly"))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return narrowing.Count > 0
            ? new SelectorReach(false, false, SelectorGap.Narrowed, Listing.Of(narrowing))
            : new SelectorReach(FieldMatch.Holds(selector, "readOnly", "true"), FieldMatch.Holds(selector, "readOnly", "false"));
    }
}
