using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// Whether selectors that each pick out some events record all of AWS KMS together. Asked with sample events, one of every kind that the selectors can
/// tell apart: what one leaves out by name another may record, and names that no operation of KMS has narrow nothing.
/// </summary>
internal static class SelectorUnion
{
    private const string Name = "eventName";
    private const string Type = "eventType";
    private const string FromConsole = "sessionCredentialFromConsole";
    private const string Principal = "userIdentity.arn";

    private sealed record Sample(string Name, string Type, string FromConsole, string Principal);

    public static bool Records(bool readOnly, ImmutableArray<AdvancedEventSelector> selectors)
    {
        var concerned = selectors
            .Where(selector => SelectorReach.Of(selector).Gap is SelectorGap.None or SelectorGap.Narrowed)
            .Where(selector => FieldMatch.Holds(selector, "readOnly", readOnly ? "true" : "false"))
            .Where(selector => selector.FieldSelectors.All(condition => IsUnderstood(condition.Field)))
            .ToList();
        return concerned.Count > 0 && Samples(readOnly, concerned).All(sample => concerned.Exists(selector => Records(selector, sample)));
    }

    private static bool IsUnderstood(string field) => FieldMatch.IsOneOf(field, "eventCategory", "eventSource", "readOnly", Name, Type, FromConsole, Principal);

    private static bool Records(AdvancedEventSelector selector, Sample sample) =>
        FieldMatch.Holds(selector, Name, sample.Name)
        && FieldMatch.Holds(selector, Type, sample.Type)
        && FieldMatch.Holds(selector, FromConsole, sample.FromConsole)
        && FieldMatch.Holds(selector, Principal, sample.Principal);

    private static IEnumerable<Sample> Samples(bool readOnly, List<AdvancedEventSelector> selectors)
    {
        bool Asks(string field) => selectors.Exists(selector => selector.FieldSelectors.Any(condition => FieldMatch.IsOneOf(condition.Field, field)));
        var kinds = KmsEvents.Of(readOnly).Where(kind => kind.Name == KmsEvents.AnyOther || Asks(Name));
        string[] origins = Asks(FromConsole) ? ["true", "false"] : ["false"];
        var principals = Principals(selectors);
        return from kind in kinds
               from origin in origins
               from principal in principals
               select new Sample(kind.Name, kind.Type, origin, principal);
    }

    /// <summary>Each ARN that is mentioned, one that only begins and one that only ends with it, and somebody else.</summary>
    private static List<string> Principals(List<AdvancedEventSelector> selectors) =>
    [
        .. selectors
            .SelectMany(selector => selector.FieldSelectors.Where(condition => FieldMatch.IsOneOf(condition.Field, Principal)))
            .SelectMany(condition => condition.EqualTo.Concat(condition.NotEqualTo).Concat(condition.StartsWith).Concat(condition.NotStartsWith).Concat(condition.EndsWith).Concat(condition.NotEndsWith))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(arn => new[] { arn, $"{arn}(more)", $"(more){arn}" }),
        "(somebody else)",
    ];
}
