using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Hosting.Api.Routes;

/// <summary>All rules.</summary>
internal sealed record RuleListBody(ImmutableArray<RuleBody> Rules);

/// <summary>A rule.</summary>
internal sealed record RuleBody(string Id, string Title, string Level, string Severity)
{
    public static RuleBody Of(RuleDescriptor rule) => new(rule.Id, rule.Title, WireWord.Of(rule.Level), WireWord.Of(rule.Severity));
}

/// <summary>A rule with its page.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Page">Markdown.</param>
/// <param name="Controls">The controls of frameworks that rest on the rule.</param>
internal sealed record RulePageBody(RuleBody Rule, string Page, ImmutableArray<ControlBody> Controls);

/// <summary>A control of a framework.</summary>
internal sealed record ControlBody(string Framework, string Id, string Title);
