namespace AtRest.KeyPolicies.Access;

/// <summary>Finds the condition keys on which the decisions of a policy can depend.</summary>
public static class MentionedKeys
{
    /// <summary>The keys of all statements. The set is not case-sensitive.</summary>
    public static HashSet<string> Of(KeyPolicy policy)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in policy.Statements)
        {
            keys.UnionWith(Of(statement));
        }

        return keys;
    }

    /// <summary>The keys of a statement: those of its conditions, and those of variables in condition values and resources.</summary>
    public static HashSet<string> Of(PolicyStatement statement)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var condition in statement.Conditions)
        {
            keys.UnionWith(Of(condition));
        }

        keys.UnionWith(OfResource(statement));
        return keys;
    }

    /// <summary>The key of a condition, and the keys of the variables in its values.</summary>
    public static HashSet<string> Of(PolicyCondition condition)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { condition.Key };
        foreach (var value in condition.Values)
        {
            AddVariables(value, keys);
        }

        return keys;
    }

    /// <summary>The keys of the variables in the resources of a statement.</summary>
    public static HashSet<string> OfResource(PolicyStatement statement)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pattern in statement.Resource?.Patterns ?? [])
        {
            AddVariables(pattern, keys);
        }

        return keys;
    }

    /// <summary>Adds the keys of variables, <c>${key}</c> or <c>${key, 'default'}</c>. <c>${*}</c>, <c>${?}</c> and <c>${$}</c> are escaped characters.</summary>
    private static void AddVariables(string text, HashSet<string> keys)
    {
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                return;
            }

            var name = text[(start + 2)..end].Split(',')[0].Trim();
            if (name is not ("" or "*" or "?" or "$"))
            {
                keys.Add(name);
            }
        }
    }
}
