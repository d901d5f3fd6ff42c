namespace AtRest.KeyPolicies.Access;

/// <summary>The condition keys on which a policy's decisions can depend.</summary>
public static class MentionedKeys
{
    /// <summary>The keys of all statements; case does not matter in the set.</summary>
    public static HashSet<string> Of(KeyPolicy policy)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in policy.Statements)
        {
            keys.UnionWith(Of(statement));
        }

        return keys;
    }

    /// <summary>The keys of a statement's conditions, and of the variables in their values and in its resources.</summary>
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

    /// <summary>The key of a condition, and those of the variables in its values.</summary>
    public static HashSet<string> Of(PolicyCondition condition)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { condition.Key };
        foreach (var value in condition.Values)
        {
            AddVariables(value, keys);
        }

        return keys;
    }

    /// <summary>The keys of the variables in a statement's resources.</summary>
    public static HashSet<string> OfResource(PolicyStatement statement)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pattern in statement.Resource?.Patterns ?? [])
        {
            AddVariables(pattern, keys);
        }

        return keys;
    }

    /// <summary>A variable is <c>${key}</c> or <c>${key, 'default'}</c>; <c>${*}</c>, <c>${?}</c> and <c>${$}</c> are characters.</summary>
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
