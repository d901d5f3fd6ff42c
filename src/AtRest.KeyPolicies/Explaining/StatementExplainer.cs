using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Says in a sentence why a statement matches or does not.</summary>
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
            ? $"{Name(statement)} names the whole account of {request.Principal}"
            : $"{Name(statement)} covers {request.Principal}";
        var conditions = statement.Conditions.Length switch
        {
            0 => "",
            1 => ", and the condition holds",
            _ => ", and all conditions hold",
        };
        return $"{who} and {ActionName(statement)} covers {request.Action}{conditions}.";
    }

    private static string Principal(PolicyStatement statement, StatementVerdict verdict, AccessRequest request) =>
        verdict.Matches == Ternary.Unknown
            ? $"NotPrincipal lists {request.Principal} only in part: AWS says that it might {(statement.Effect == StatementEffect.Deny ? "deny" : "allow")} it unless role, account and session are all listed."
            : statement.Principal.IsNegated
                ? $"NotPrincipal excepts {request.Principal}."
                : $"Principal does not name {request.Principal}.";

    private static string Action(PolicyStatement statement, AccessRequest request) => statement.Action switch
    {
        null => "The statement has no Action, and so no effect.",
        { IsNegated: true } action => $"NotAction excepts {request.Action} ({Quote.List(action.Patterns)}).",
        { } action => $"Action does not cover {request.Action} ({Quote.List(action.Patterns)}).",
    };

    private static string Resource(PolicyStatement statement, StatementVerdict verdict) => statement.Resource switch
    {
        null => "The statement has no Resource, and so no effect.",
        { } resource when verdict.Matches == Ternary.Unknown => $"Resource depends on a variable that is unknown ({Quote.List(resource.Patterns)}).",
        { IsNegated: true } resource => $"NotResource excepts this key ({Quote.List(resource.Patterns)}).",
        { } resource => $"Resource is not this key ({Quote.List(resource.Patterns)}).",
    };

    private static string Name(PolicyStatement statement) => statement.Principal.IsNegated ? "NotPrincipal" : "Principal";

    private static string ActionName(PolicyStatement statement) => statement.Action is { IsNegated: true } ? "NotAction" : "Action";
}
