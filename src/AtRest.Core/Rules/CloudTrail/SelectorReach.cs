using AtRest.Core.Evidence;

namespace AtRest.Core.Rules.CloudTrail;

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

/// <summary>Which management events of AWS KMS one selector records (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html).</summary>
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
        bool Holds(string field, string value) => selector.FieldSelectors
            .Where(condition => IsAbout(condition, field))
            .All(condition => Matches(condition, value));

        if (!Holds("eventCategory", "Management"))
        {
            return new SelectorReach(false, false, SelectorGap.NoManagementEvents);
        }

        if (!Holds("eventSource", KmsSource))
        {
            return new SelectorReach(false, false, SelectorGap.KmsExcluded);
        }

        var narrowing = selector.FieldSelectors
            .Where(condition => !IsAbout(condition, "eventCategory") && !IsAbout(condition, "eventSource") && !IsAbout(condition, "readOnly"))
            .Select(condition => condition.Field)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return narrowing.Count > 0
            ? new SelectorReach(false, false, SelectorGap.Narrowed, Wording.List(narrowing))
            : new SelectorReach(Holds("readOnly", "true"), Holds("readOnly", "false"));
    }

    private static bool IsAbout(AdvancedFieldSelector condition, string field) => string.Equals(condition.Field, field, StringComparison.OrdinalIgnoreCase);

    /// <summary>All operators of a field must hold; one value of a positive one is enough, none of a negative one may match.</summary>
    private static bool Matches(AdvancedFieldSelector condition, string value)
    {
        bool Equal(string other) => string.Equals(value, other, StringComparison.OrdinalIgnoreCase);
        bool Starts(string other) => value.StartsWith(other, StringComparison.OrdinalIgnoreCase);
        bool Ends(string other) => value.EndsWith(other, StringComparison.OrdinalIgnoreCase);
        return (condition.EqualTo.IsEmpty || condition.EqualTo.Any(Equal))
            && !condition.NotEqualTo.Any(Equal)
            && (condition.StartsWith.IsEmpty || condition.StartsWith.Any(Starts))
            && !condition.NotStartsWith.Any(Starts)
            && (condition.EndsWith.IsEmpty || condition.EndsWith.Any(Ends))
            && !condition.NotEndsWith.Any(Ends);
    }
}
