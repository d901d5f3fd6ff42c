using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>A policy during fixing: its text, and the analysis for the repairs.</summary>
internal sealed class PolicyDraft(KeyPolicyAnswers analysis)
{
    public KeyPolicyAnswers Analysis { get; } = analysis;

    public KeySubject Subject => Analysis.Subject;

    public KeyPolicyReading Reading => Analysis.Reading;

    public string Text => Reading.Text;

    public ImmutableArray<PolicyStatement> Statements => Reading.Policy.Statements;

    public PolicyEditor Edit() => new(Text);

    public PolicyDraft With(string text) => new(new KeyPolicyAnswers(text, Subject));

    /// <summary>The name of a statement in the list of changes. It does not have the line, which changes when the text changes.</summary>
    public string Name(int index) => Statements[index].Sid is { Length: > 0 } sid ? $"Statement \"{Quotes.Shorten(sid)}\"" : $"Statement {index + 1}";

    public bool IsAllow(int index) => Statements[index].Effect == StatementEffect.Allow;
}
