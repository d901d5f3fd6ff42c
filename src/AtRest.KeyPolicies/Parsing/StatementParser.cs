using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Parses the elements of one statement, in any order.</summary>
internal static class StatementParser
{
    private static readonly ImmutableArray<string> Elements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static StatementDraft Read(ref JsonCursor cursor, int index, string path)
    {
        var draft = new StatementDraft { Index = index, Path = path, Start = cursor.Position };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (cursor.Read() && cursor.Token == JsonTokenType.PropertyName)
        {
            var name = ElementNames.Read(ref cursor, path, "a statement", Elements, seen);
            if (name is null)
            {
                cursor.Skip();
                continue;
            }

            ReadElement(ref cursor, draft, name, $"{path}.{name}");
        }

        draft.End = cursor.End;
        CheckExclusive(cursor.Issues, draft, seen, "Principal");
        CheckExclusive(cursor.Issues, draft, seen, "Action");
        CheckExclusive(cursor.Issues, draft, seen, "Resource");
        StatementChecks.Required(cursor.Issues, draft, seen);
        return draft;
    }

    private static void ReadElement(ref JsonCursor cursor, StatementDraft draft, string name, string path)
    {
        switch (name)
        {
            case "Sid":
                draft.Sid = StringList.ReadOne(ref cursor, path);
                break;
            case "Effect":
                draft.Effect = ReadEffect(ref cursor, path);
                break;
            case "Principal" or "NotPrincipal":
                draft.Principal = PrincipalParser.Read(ref cursor, path, isNegated: name == "NotPrincipal");
                break;
            case "Action" or "NotAction":
                draft.Action = ReadPatterns(ref cursor, path, name == "NotAction", StatementChecks.Action);
                break;
            case "Resource" or "NotResource":
                draft.Resource = ReadPatterns(ref cursor, path, name == "NotResource", StatementChecks.Resource);
                break;
            default:
                draft.Conditions = ConditionParser.Read(ref cursor, path);
                break;
        }
    }

    private static StatementEffect? ReadEffect(ref JsonCursor cursor, string path)
    {
        var at = cursor.Position;
        switch (StringList.ReadOne(ref cursor, path))
        {
            case "Allow":
                return StatementEffect.Allow;
            case "Deny":
                return StatementEffect.Deny;
            case null:
                return null;
            case var other:
                cursor.Issues.Error(path, at, $"'{other}' is not an effect. Write Allow or Deny. Effects are case-sensitive.");
                return null;
        }
    }

    private static PatternElement ReadPatterns(ref JsonCursor cursor, string path, bool isNegated, Action<IssueList, LocatedText> check)
    {
        var at = cursor.Position;
        var errorsBefore = cursor.Issues.ErrorCount;
        var items = StringList.ReadMany(ref cursor, path, ScalarPolicy.Reject);
        if (items.IsEmpty && cursor.Issues.ErrorCount == errorsBefore)
        {
            cursor.Issues.Warning(path, at, $"The list is empty, so {(isNegated ? "the statement excludes nothing" : "the statement has no effect")}.");
        }

        foreach (var item in items)
        {
            check(cursor.Issues, item);
        }

        return new(isNegated, [.. items.Select(item => item.Value)]);
    }

    private static void CheckExclusive(IssueList issues, StatementDraft draft, HashSet<string> seen, string name)
    {
        if (seen.Contains(name) && seen.Contains($"Not{name}"))
        {
            issues.Error(draft.Path, draft.Start, $"A statement cannot have both {name} and Not{name}. Keep one of them.");
        }
    }
}
