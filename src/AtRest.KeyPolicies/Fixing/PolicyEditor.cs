using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Fixing.Text;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>
/// Edits the text of a policy, statement by statement. All other parts of the text stay exactly the same. The indexes of statements refer to the current
/// text.
/// </summary>
internal sealed partial class PolicyEditor(string text)
{
    private JsonEditor json = new(text);

    public string Text => json.Text;

    /// <summary>Adds a statement at the end.</summary>
    public void AppendStatement(JsonObject statement)
    {
        if (Statements.IsList)
        {
            Apply(json.Append(Statements, null, statement));
            return;
        }

        // A single statement does not need a list, but two statements do.
        var indent = JsonStyle.HasLines(Text, Statements) ? JsonStyle.IndentAt(Text, Statements.Start) : null;
        var separator = indent is null ? json.Style.Comma : "," + json.Style.NewLine + indent;
        Apply(json.Splice(Statements.Start, Statements.End, $"[{Text[Statements.Start..Statements.End]}{separator}{json.Style.Render(statement, indent)}]"));
    }

    public void RemoveStatement(int index)
    {
        if (Statements.IsList)
        {
            Apply(json.Remove(Statements, Statements.Members[index]));
        }
        else
        {
            Apply(json.Splice(Statements.Start, Statements.End, "[]"));
        }
    }

    /// <summary>Adds a copy of a statement after it, with another Sid and with other principals.</summary>
    public void Split(int index, string sid, JsonObject principal)
    {
        var original = Text[Statement(index).Start..Statement(index).End];
        if (!Statements.IsList)
        {
            Apply(json.Splice(Statements.Start, Statements.End, $"[{original}]"));
        }

        Apply(json.Splice(Statement(index).End, Statement(index).End, json.Separator(Statements) + original));
        Set(index + 1, "Principal", principal);
        if (Statement(index + 1).Find("Sid") is not null)
        {
            Set(index + 1, "Sid", JsonValue.Create(sid));
        }
    }

    /// <summary>Replaces the value of an element, and optionally its name.</summary>
    public void Set(int index, string element, JsonNode value, string? newName = null)
    {
        var member = Statement(index).Find(element)!;
        Apply(json.Replace(member.Value, value));
        if (newName is not null)
        {
            Apply(json.Splice(member.Start, member.Start + element.Length + 2, JsonStyle.Quote(newName)));
        }
    }

    /// <summary>Removes principals from a statement. False, without a change, if no principal would remain.</summary>
    public bool RemovePrincipals(int index, Func<string, bool> isUnwanted)
    {
        if (Kinds(index) is not { } kinds || kinds.Members.All(kind => kind.Value.Items.All(item => isUnwanted(item.Value))))
        {
            return false;
        }

        while (Kinds(index)!.Members.FirstOrDefault(kind => kind.Value.Items.Any(item => isUnwanted(item.Value))) is { } kind)
        {
            Apply(kind.Value.Items.All(item => isUnwanted(item.Value))
                ? json.Remove(Kinds(index)!, kind)
                : json.RemoveAll(kind.Value, item => isUnwanted(item.Value.Value)));
        }

        return true;
    }

    /// <summary>Replaces a principal of a statement.</summary>
    public void ReplacePrincipal(int index, string old, string replacement)
    {
        var entry = Kinds(index)!.Members.SelectMany(kind => kind.Value.Items).First(item => item.Value == old);
        Apply(json.Splice(entry.Start, entry.End, JsonStyle.Quote(replacement)));
    }

    /// <summary>Removes patterns from <c>Action</c>, or replaces them with narrower patterns. At least one pattern must remain.</summary>
    public void NarrowActions(int index, Func<string, ImmutableArray<string>> narrow)
    {
        var actions = Statement(index).Find("Action")!.Value;
        var kept = actions.Items.SelectMany(item => narrow(item.Value)).Distinct(StringComparer.Ordinal).ToList();
        if (!actions.IsList || actions.Items.Any(item => narrow(item.Value) is not ([] or [_])))
        {
            Set(index, "Action", kept is [var only] ? JsonValue.Create(only) : Strings(kept));
            return;
        }

        for (var i = actions.Members.Length - 1; i >= 0; i--)
        {
            var list = Statement(index).Find("Action")!.Value;
            var (item, narrower) = (list.Members[i], narrow(list.Members[i].Value.Value));
            var isRepeated = narrower is [var pattern] && list.Members.Take(i).Any(other => narrow(other.Value.Value).Contains(pattern));
            if (narrower.IsEmpty || (isRepeated && narrower[0] != item.Value.Value))
            {
                Apply(json.Remove(list, item));
            }
            else if (narrower[0] != item.Value.Value)
            {
                Apply(json.Splice(item.Start, item.End, JsonStyle.Quote(narrower[0])));
            }
        }
    }

    public static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(item => JsonValue.Create(item))];

    private JsonSpan Statements => json.Root.Find("Statement")!.Value;

    private JsonSpan Statement(int index) => Statements.Items.ElementAt(index);

    private JsonSpan? Kinds(int index) =>
        (Statement(index).Find("Principal") ?? Statement(index).Find("NotPrincipal"))?.Value is { IsObject: true } map ? map : null;

    private void Apply(string changed) => json = new JsonEditor(changed);
}
