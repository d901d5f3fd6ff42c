using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>A rule with an answer chosen by the test.</summary>
internal sealed class FixedRule(string id, RuleLevel level, Func<RuleContext, IEnumerable<Outcome>> answer, Severity severity = Severity.Medium) : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = id,
        Title = $"The title of {id}",
        Level = level,
        Severity = severity,
        AppliesTo = EncryptionType.All,
    };

    public static FixedRule Required(string id, params Outcome[] outcomes) => new(id, RuleLevel.Required, _ => outcomes);

    public static FixedRule Recommended(string id, params Outcome[] outcomes) => new(id, RuleLevel.Recommended, _ => outcomes);

    public IEnumerable<Outcome> Evaluate(RuleContext context) => answer(context);
}
