using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Parses a <c>Condition</c> block: operators with condition keys and their values.</summary>
internal static class ConditionParser
{
    public static ImmutableArray<PolicyCondition> Read(ref JsonCursor cursor, string path)
    {
        if (!StartsObject(ref cursor, path, "A condition is an object of operators"))
        {
            return [];
        }

        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (cursor.Read() && cursor.Token == JsonTokenType.PropertyName)
        {
            var at = cursor.Position;
            var name = cursor.Text(path);
            var operatorPath = $"{path}.{name}";
            var parsed = CheckOperator(cursor.Issues, operatorPath, at, name, seen);
            cursor.Read();
            if (StartsObject(ref cursor, operatorPath, $"{name} requires an object of condition keys"))
            {
                ReadKeys(ref cursor, operatorPath, name, parsed, conditions);
            }
        }

        return conditions.ToImmutable();
    }

    private static ConditionOperator? CheckOperator(IssueList issues, string path, TextPosition at, string name, HashSet<string> seen)
    {
        if (!seen.Add(name))
        {
            issues.Error(path, at, $"{name} appears twice in a Condition. {ElementNames.DuplicateKeys} Put all its condition keys into one {name}.");
        }

        if (!OperatorNames.TryParse(name, out var parsed, out var canonical))
        {
            issues.Error(path, at, $"'{name}' is not a condition operator. {Suggest(name)}");
            return null;
        }

        if (name != canonical)
        {
            issues.Warning(path, at, $"AWS writes this operator as {canonical}.");
        }

        return parsed;
    }

    private static string Suggest(string name) =>
        name.Contains("null", StringComparison.OrdinalIgnoreCase)
            ? "Null does not support IfExists."
            : $"The operators are {string.Join(", ", OperatorNames.All.Order(StringComparer.Ordinal))}. All except Null also support IfExists.";

    private static void ReadKeys(
        ref JsonCursor cursor, string path, string name, ConditionOperator? parsed, ImmutableArray<PolicyCondition>.Builder conditions)
    {
        var exact = new HashSet<string>(StringComparer.Ordinal);
        var folded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (cursor.Read() && cursor.Token == JsonTokenType.PropertyName)
        {
            var at = cursor.Position;
            var key = cursor.Text(path);
            var keyPath = $"{path}['{key}']";
            if (!exact.Add(key))
            {
                cursor.Issues.Error(keyPath, at, $"{key} appears twice in {name}. {ElementNames.DuplicateKeys} Write it once, with a list of values.");
            }
            else if (!folded.Add(key))
            {
                cursor.Issues.Warning(keyPath, at, $"{name} already has {key} with different upper and lower case, and both must hold. Combine them.");
            }

            cursor.Read();
            var errorsBefore = cursor.Issues.ErrorCount;
            var values = StringList.ReadMany(ref cursor, keyPath, ScalarPolicy.TakeText);
            if (parsed is not { } known || cursor.Issues.ErrorCount > errorsBefore)
            {
                continue;
            }

            ConditionValueChecks.Check(cursor.Issues, keyPath, at, known, values);
            conditions.Add(new()
            {
                Operator = known,
                OperatorText = name,
                Key = key,
                Values = [.. values.Select(value => value.Value)],
                Line = at.Line,
                Column = at.Column,
            });
        }
    }

    private static bool StartsObject(ref JsonCursor cursor, string path, string expectation)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            return true;
        }

        cursor.Issues.Error(path, cursor.Position, $"{expectation}, but this is {cursor.Kind}.");
        cursor.Skip();
        return false;
    }
}
