using System.Text.RegularExpressions;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Calls that an AWS service makes in its own name, for somebody in a foreign account: the confused deputy
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html). Only a condition that ties the call to the owner's account keeps it out.
/// </summary>
internal sealed partial class ServiceCalls(KeyPolicyReading reading, CallFacts now, string stranger)
{
    /// <summary>Stands for a service that no policy names.</summary>
    public const string AnyService = "any-service.amazonaws.com";

    private const string EncryptionContext = "kms:EncryptionContext:";

    /// <summary>Not every service sends them, so a condition that holds without them (IfExists, ForAllValues) pins nobody.</summary>
    private static readonly string[] SourceKeys = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner", "aws:SourceOrgID", "aws:SourceOrgPaths"];

    private static readonly string[] AccountKeys = ["aws:SourceAccount", "aws:SourceOwner", "aws:PrincipalAccount", "kms:CallerAccount"];

    /// <summary>Whether a condition speaks of such calls: only then may a "*" let in services and nobody else.</summary>
    public bool AreToldApart => reading.Mentioned.Any(key => ConditionKeys.Find(key) is { Nature: ConditionKeyNature.Service });

    /// <summary>Calls for an account and an organization that no policy names.</summary>
    public IEnumerable<CallFacts> Unpinned() => For(AnyService, stranger)
        .Select(facts => facts.Known("aws:SourceOrgID", Strangers.Organization).Known("aws:SourceOrgPaths", Strangers.OrganizationPath));

    public IEnumerable<CallFacts> For(string service) => Accounts(service).SelectMany(account => For(service, account));

    /// <summary>A foreign account of nobody, and each that the conditions name under which the policy speaks of the service.</summary>
    private IEnumerable<string> Accounts(string service)
    {
        var conditions = reading.Policy.Statements.Where(statement => SpeaksOf(statement.Principal, service)).SelectMany(statement => statement.Conditions).ToList();
        var pinned = AccountKeys.SelectMany(ValuesOf).Select(value => WitnessArns.FillAccount(value, stranger));
        var sources = ValuesOf("aws:SourceArn").Concat(ContextKeys().SelectMany(ValuesOf))
            .SelectMany(value => AccountId().Matches(value).Select(match => match.Value));
        return pinned.Concat(sources).Where(account => Arn.IsAccountId(account) && account != reading.Key.AccountId).Prepend(stranger).Distinct(StringComparer.Ordinal);

        IEnumerable<string> ValuesOf(string key) => conditions.Where(condition => condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).SelectMany(condition => condition.Values);
    }

    private static bool SpeaksOf(PrincipalElement principal, string service) =>
        principal.IsNegated || principal.NamesEveryone || principal.Entries.Any(entry => entry.Text.Equals(service, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<CallFacts> For(string service, string account)
    {
        var common = now.Copy()
            .Absent("aws:PrincipalArn", "aws:userid", "aws:username", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
            .Known("aws:PrincipalIsAWSService", "true")
            .Known("aws:PrincipalServiceName", service)
            .Known("aws:PrincipalServiceNamesList", service)
            .Known("aws:SourceOrgID", Organization("aws:SourceOrgID", Strangers.Organization))
            .Known("aws:SourceOrgPaths", Organization("aws:SourceOrgPaths", Strangers.OrganizationPath));
        foreach (var key in AccountKeys)
        {
            common.Known(key, account);
        }

        var defaultSource = $"arn:{reading.Key.Partition}:{service.Split('.')[0]}:{reading.Key.Region}:{account}:any/resource";
        foreach (var key in ContextKeys())
        {
            // The service, not the one it acts for, writes this context: what names an account there ties the call to that account.
            var values = WitnessArns.ValuesOf(reading, key).ToList();
            if (values.Exists(value => AccountId().IsMatch(value)))
            {
                common.Known(key, values.Select(value => SourceIn(account, value)).FirstOrDefault(value => value is not null) ?? defaultSource);
            }
        }

        return WitnessArns.ValuesOf(reading, "aws:SourceArn").Select(pattern => SourceIn(account, pattern)).OfType<string>().Append(defaultSource)
            .Distinct(StringComparer.Ordinal)
            .Select(source => common.Copy().Known("aws:SourceArn", source))
            .Append(common.Copy().Absent(SourceKeys));
    }

    private IEnumerable<string> ContextKeys() => reading.Mentioned.Where(key => key.StartsWith(EncryptionContext, StringComparison.OrdinalIgnoreCase));

    /// <summary>Other accounts share an organization with the owner's, so a pin to one keeps none of them out.</summary>
    private string Organization(string key, string stranger) => Fill(WitnessArns.ValuesOf(reading, key).FirstOrDefault() ?? stranger, "a");

    /// <summary>A resource of the account that the pattern matches; null if there is none, or if it names one bucket, which exists once.</summary>
    private string? SourceIn(string account, string pattern)
    {
        if (pattern == account)
        {
            return pattern;
        }

        if (!Arn.TryParse(pattern, out var arn))
        {
            return null;
        }

        var isOpen = arn.AccountId.Length == 0 ? arn.Resource.AsSpan().ContainsAny('*', '?') : arn.AccountId.AsSpan().ContainsAny('*', '?');
        if (!isOpen && arn.AccountId != account)
        {
            return null;
        }

        var owner = arn.AccountId.Length == 0 ? "" : isOpen ? WitnessArns.FillAccount(arn.AccountId, account) : account;
        return $"arn:{Fill(arn.Partition, reading.Key.Partition)}:{Fill(arn.Service, "s3")}:{Fill(arn.Region, reading.Key.Region)}:{owner}:{Fill(arn.Resource, "a")}";
    }

    private static string Fill(string pattern, string filler) => pattern.Replace("*", filler, StringComparison.Ordinal).Replace('?', 'a');

    [GeneratedRegex(@"(?<!\d)\d{12}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex AccountId();
}
