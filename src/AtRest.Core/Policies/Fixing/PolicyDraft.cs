using System.Collections.Immutable;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Policies.Fixing;

/// <summary>A policy on its way to be right.</summary>
internal sealed class PolicyDraft
{
    private readonly PolicyTrial trial;

    public PolicyDraft(FixSubject subject, KeyPolicyReading reading)
    {
        Subject = subject;
        Reading = reading;
        trial = new PolicyTrial(subject, reading);
    }

    public FixSubject Subject { get; }

    public KeyPolicyReading Reading { get; }

    public string Text => Reading.Text;

    public ImmutableArray<PolicyStatement> Statements => Reading.Policy.Statements;

    public PolicyEditor Edit() => new(Text);

    /// <summary>Those of the rules that it does not pass, in the catalogue's order.</summary>
    public ImmutableArray<PolicyFault> Faults(ImmutableArray<string> rules) => trial.Run(rules);

    public PolicyDraft With(string text) => new(Subject, Subject.Read(text));

    /// <summary>How a change calls a statement: lines move while the text changes, so none is given.</summary>
    public string Name(int index) => Statements[index].Sid is { Length: > 0 } sid ? $"Statement \"{Quotes.Shorten(sid)}\"" : $"Statement {index + 1}";

    public bool IsAllow(int index) => Statements[index].Effect == StatementEffect.Allow;
}
