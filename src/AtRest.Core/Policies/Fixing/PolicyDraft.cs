using System.Collections.Immutable;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Policies.Fixing;

/// <summary>A policy on its way to be right.</summary>
internal sealed class PolicyDraft(FixSubject subject, string text)
{
    public FixSubject Subject { get; } = subject;

    public KeyPolicyReading Reading { get; } = KeyPolicyReading.Of(subject.Key, subject.Metadata.Value, text);

    public string Text => Reading.Text;

    public ImmutableArray<PolicyStatement> Statements => Reading.Policy.Statements;

    public PolicyEditor Edit() => new(Text);

    /// <summary>How a change calls a statement: lines move while the text changes, so none is given.</summary>
    public string Name(int index) => Statements[index].Sid is { Length: > 0 } sid ? $"Statement \"{Quotes.Shorten(sid)}\"" : $"Statement {index + 1}";

    public bool IsAllow(int index) => Statements[index].Effect == StatementEffect.Allow;
}
