using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>A statement during parsing. Required elements can be missing.</summary>
internal sealed class StatementDraft
{
    public required int Index { get; init; }

    public required string Path { get; init; }

    public required TextPosition Start { get; init; }

    public TextPosition End { get; set; }

    public string? Sid { get; set; }

    public StatementEffect? Effect { get; set; }

    public PrincipalElement? Principal { get; set; }

    public PatternElement? Action { get; set; }

    public PatternElement? Resource { get; set; }

    public ImmutableArray<PolicyCondition> Conditions { get; set; } = [];

    /// <summary>Creates the complete statements, and makes the checks that need the version, which can be the last element of the text.</summary>
    public static ImmutableArray<PolicyStatement> Finish(ImmutableArray<StatementDraft> drafts, PolicyVersion version, IssueList issues)
    {
        var sids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            if (draft.Sid is { Length: > 0 } sid && !sids.Add(sid))
            {
                issues.Warning(draft.Path, draft.Start, $"Another statement also has the Sid '{sid}'. Give each statement a different Sid.");
            }

            if (version == PolicyVersion.V20081017 && draft.MentionsVariables())
            {
                issues.Warning(draft.Path, draft.Start, "Variables such as ${aws:username} are plain text here. They require \"Version\": \"2012-10-17\".");
            }
        }

        return [.. drafts.Select(draft => draft.ToStatement()).OfType<PolicyStatement>()];
    }

    private bool MentionsVariables() =>
        (Resource?.Patterns.Any(HasVariable) ?? false) || Conditions.Any(condition => condition.Values.Any(HasVariable));

    private static bool HasVariable(string text) => text.Contains("${", StringComparison.Ordinal);

    private PolicyStatement? ToStatement() =>
        Effect is not { } effect || Principal is null
            ? null
            : new()
            {
                Index = Index,
                Sid = Sid,
                Effect = effect,
                Principal = Principal,
                Action = Action,
                Resource = Resource,
                Conditions = Conditions,
                Line = Start.Line,
                Column = Start.Column,
                Text = Start.Index..End.Index,
            };
}
