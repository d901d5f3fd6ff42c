using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Parses <c>Principal</c> and <c>NotPrincipal</c>: <c>"*"</c>, or an object with names by kind.</summary>
internal static class PrincipalParser
{
    private static readonly ImmutableArray<string> Kinds = ["AWS", "Service", "Federated", "CanonicalUser"];

    public static PrincipalElement? Read(ref JsonCursor cursor, string path, bool isNegated)
    {
        var at = cursor.Position;
        if (cursor.Token == JsonTokenType.String)
        {
            var text = cursor.Text(path);
            if (text == "*")
            {
                return new() { IsNegated = isNegated, Entries = [PrincipalText.Everyone] };
            }

            cursor.Issues.Error(path, at, $"The string '{text}' is not a principal. Write \"*\" for everyone, or an object such as {{\"AWS\": \"arn:aws:iam::…\"}}.");
            return null;
        }

        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Issues.Error(path, at, $"A principal is \"*\" or an object such as {{\"AWS\": …}}, but this is {cursor.Kind}.");
            cursor.Skip();
            return null;
        }

        var errorsBefore = cursor.Issues.ErrorCount;
        var entries = ImmutableArray.CreateBuilder<PolicyPrincipal>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (cursor.Read() && cursor.Token == JsonTokenType.PropertyName)
        {
            if (ElementNames.Read(ref cursor, path, "a principal", Kinds, seen) is not { } kind)
            {
                cursor.Skip();
                continue;
            }

            ReadEntries(ref cursor, $"{path}.{kind}", kind, entries);
        }

        if (entries.Count == 0 && cursor.Issues.ErrorCount == errorsBefore)
        {
            cursor.Issues.Warning(path, at, isNegated ? "No principal is listed, so the statement excludes no one." : "No principal is listed, so the statement has no effect.");
        }

        return new() { IsNegated = isNegated, Entries = entries.ToImmutable() };
    }

    private static void ReadEntries(ref JsonCursor cursor, string path, string kind, ImmutableArray<PolicyPrincipal>.Builder entries)
    {
        foreach (var item in StringList.ReadMany(ref cursor, path, ScalarPolicy.Reject))
        {
            var principal = PrincipalText.Parse(kind, item.Value);
            entries.Add(principal);
            var complaint = principal.Kind switch
            {
                PolicyPrincipalKind.PartialWildcard =>
                    $"'{item.Value}' matches no principal: in a principal, only a single * is a wildcard. Name the principals, or use \"*\" with a condition on aws:PrincipalArn.",
                PolicyPrincipalKind.Unrecognized =>
                    $"'{item.Value}' is not in a form that AWS recognizes, so it matches no principal. Write an account ID, or the ARN of an account, role, user or session.",
                _ => null,
            };
            if (complaint is not null)
            {
                cursor.Issues.Warning(item.Path, item.At, complaint);
            }
        }
    }
}
