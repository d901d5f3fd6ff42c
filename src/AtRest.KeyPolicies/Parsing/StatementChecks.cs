namespace AtRest.KeyPolicies.Parsing;

/// <summary>Reports elements that a statement lacks, and elements that are probably mistakes.</summary>
internal static class StatementChecks
{
    public static void Required(IssueList issues, StatementDraft draft, HashSet<string> seen)
    {
        if (!seen.Contains("Effect"))
        {
            issues.Error(draft.Path, draft.Start, "The statement has no Effect. Add Allow or Deny.");
        }

        if (!seen.Contains("Principal") && !seen.Contains("NotPrincipal"))
        {
            issues.Error(draft.Path, draft.Start, "The statement has no Principal. Every statement of a key policy must name one.");
        }

        // https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html: AWS KMS stores such a statement, but it has no effect.
        Ineffective(issues, draft, seen, "Action", "\"Action\": \"kms:…\"");
        Ineffective(issues, draft, seen, "Resource", "\"Resource\": \"*\"");

        if (draft is { Effect: StatementEffect.Allow, Principal.IsNegated: true })
        {
            issues.Warning(draft.Path, draft.Start, "NotPrincipal with Allow allows everyone except the listed principals, and AWS does not support it. List the principals to allow in Principal.");
        }
    }

    public static void Action(IssueList issues, LocatedText action)
    {
        var colon = action.Value.IndexOf(':');
        if (action.Value != "*" && (colon <= 0 || action.Value.AsSpan(0, colon).IndexOfAny('*', '?') >= 0))
        {
            issues.Warning(action.Path, action.At, $"'{action.Value}' is not an action. Write a service, a colon and a name, such as kms:Decrypt or kms:*.");
        }
    }

    public static void Resource(IssueList issues, LocatedText resource)
    {
        if (resource.Value != "*" && !resource.Value.StartsWith("arn:", StringComparison.Ordinal))
        {
            issues.Warning(resource.Path, resource.At, $"'{resource.Value}' is not a resource. In a key policy, write \"*\", which means this key.");
        }

        var variable = Math.Max(resource.Value.IndexOf("${", StringComparison.Ordinal), 0);
        if (variable > 0 && resource.Value.AsSpan(0, variable).Count(':') < 5)
        {
            issues.Warning(resource.Path, resource.At, $"'{resource.Value}' matches no key: a variable is allowed only after the fifth colon of an ARN.");
        }
    }

    private static void Ineffective(IssueList issues, StatementDraft draft, HashSet<string> seen, string name, string remedy)
    {
        if (!seen.Contains(name) && !seen.Contains($"Not{name}"))
        {
            issues.Warning(draft.Path, draft.Start, $"The statement has no {name}. AWS KMS stores it, but it has no effect. Add {remedy}.");
        }
    }
}
