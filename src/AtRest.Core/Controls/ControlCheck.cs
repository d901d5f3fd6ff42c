using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>A check for controls with a threshold that differs from the rule's.</summary>
/// <param name="Name">Its name in the control files.</param>
/// <param name="Judge">A pure function, like a rule, of a cluster and the control's number of days. Its outcomes have the resources of the rule's findings.</param>
internal sealed record ControlCheck(string Name, Func<RuleContext, int?, IEnumerable<Outcome>> Judge)
{
    /// <summary>A check without a number of days.</summary>
    public static ControlCheck Of(string name, Func<RuleContext, IEnumerable<Outcome>> judge) => new(name, (context, _) => judge(context));

    /// <summary>A check that needs the control's number of days.</summary>
    public static ControlCheck OfDays(string name, Func<RuleContext, int, IEnumerable<Outcome>> judge) =>
        new(name, (context, days) => judge(context, days ?? throw new InvalidDataException("The control file has no days for a check that needs them.")));
}
