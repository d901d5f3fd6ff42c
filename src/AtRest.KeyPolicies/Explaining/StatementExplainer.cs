using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Explains in one sentence why a statement matches or does not match.</summary>
internal static class StatementExplainer
{
    public static StatementMatch Explain(StatementMatcher matcher, StatementVerdict verdict, AccessRequest request)
    {
        var statement = matcher.Statement;
        return new()
        {
            Index = statement.Index,
            Sid = statement.Sid,
            Effect = statement.Effect,
            Matches = verdict.Matches,
            Because = verdict.By switch
            {
                StatementElement.Principal => Principal(statement, verdict, request),
                StatementElement.Action => Action(statement, request),
                StatementElement.Resource => Resource(statement, verdict),
                StatementElement.Condition => ConditionExplainer.Explain(matcher.Conditions[verdict.Condition], verdict.Matches, request),
                _ => Match(statement, verdict, request),
            },
        };
    }

    private static string Match(PolicyStatement statement, StatementVerdict verdict, AccessRequest request)
    {
        var who = verdict.Cover == PrincipalCover.Account
            ? $"Principal names the whole account of {request.Principal}"
            : $"{(statement.Principal.IsNegated ? "NotPrincipal does not exclude" : "Principal matches")} {request.Principal}";
        var conditions = statement.Conditions.Length switch
        {
            0 => "",
            1 => ", and the condition is met",
            _ => ", and all conditions are met",
        };
        return $"{who} and {(statement.Action is { IsNegated: true } ? "NotAction does not exclude" : "Action matches")} {request.Action}{conditions}.";
    }

    private static string Principal(PolicyStatement statement, StatementVerdict verdict, AccessRequest request) =>
        verdict.Matches == Ternary.Unknown
            ? $"NotPrincipal lists {request.Principal} only in part. AWS warns that the statement might {(statement.Effect == StatementEffect.Deny ? "deny" : "allow")} it unless role, account and session are all listed."
            : statement.Principal.IsNegated
                ? $"NotPrincipal excludes {request.Principal}."
                : $"Principal does not match {request.Principal}.";

    private static string Action(PolicyStatement statement, AccessRequest request) => statement.Action switch
    {
        null => "The statement has no Action, so it has no effect.",
        { IsNegated: true } action => $"NotAction excludes {request.Action} ({Quote.List(action.Patterns)}).",
        { } action => $"Action does not match {request.Action} ({Quote.List(action.Patterns)}).",
    };

    private static string Resource(PolicyStatement statement, StatementVerdict verdict) => statement.Resource switch
    {
        null => "The statement has no Resource, so it has no effect.",
        { } resource when verdict.Matches == Ternary.Unknown => $"Resource depends on an unknown variable ({Quote.List(resource.Patterns)}).",
        { IsNegated: true } resource => $"NotResource excludes this key ({Quote.List(resource.Patterns)}).",
        { } resource => $"Resource does not match this key ({Quote.List(resource.Patterns)}).",
    };

}
