using System.Diagnostics.CodeAnalysis;

namespace AtRest.Collectors.Aws.Monitoring;

/// <summary>A log group as a trail names it: <c>arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*</c>.</summary>
internal sealed record LogGroupName(string Arn, string AccountId, string Region, string Name)
{
    private const string Kind = "log-group:";
    private const string Streams = ":*";

    public static bool TryParse(string text, [NotNullWhen(true)] out LogGroupName? name)
    {
        name = null;
        if (!KeyPolicies.Naming.Arn.TryParse(text, out var arn) || arn.Service != "logs" || arn.Region.Length == 0 || !KeyPolicies.Naming.Arn.IsAccountId(arn.AccountId)
            || !arn.Resource.StartsWith(Kind, StringComparison.Ordinal))
        {
            return false;
        }

        var group = arn.Resource[Kind.Length..];
        group = group.EndsWith(Streams, StringComparison.Ordinal) ? group[..^Streams.Length] : group;
        name = new LogGroupName(text, arn.AccountId, arn.Region, group);
        return group.Length > 0;
    }
}
