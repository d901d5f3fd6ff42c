using System.Net;
using System.Text.RegularExpressions;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Checks what AWS guarantees about a request: the forms of attributes, and which of them are consistent. It is written from the AWS documentation and
/// shares no code with the search whose examples it checks.
/// </summary>
internal static partial class ExampleChecks
{
    private const string Account = "(?<account>[0-9]{12})";
    private const string Path = @"(?<path>[\x21-\x7F]+/)?";
    private const string Name = @"(?<name>[\w+=,.@-]+)";

    private static readonly string[] AccountKeys = ["aws:SourceAccount", "aws:SourceOwner", "kms:CallerAccount", "aws:PrincipalAccount"];
    private static readonly string[] OnlyIdentities = ["aws:PrincipalArn", "aws:username", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
    private static readonly string[] OnlyServices = ["aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner"];

    /// <summary>The errors in a request. Empty if AWS can send it.</summary>
    public static List<string> FaultsOf(AccessRequest request)
    {
        var faults = new List<string>();
        var principal = request.Principal;
        if (RoleOrUser().Match(principal) is { Success: true } identity)
        {
            var isRole = identity.Groups["kind"].Value == "role";
            Identity(identity, principal, isRole ? "AssumedRole" : "User", isRole ? null : identity.Groups["name"].Value);
            Matches("aws:userid", isRole ? "AROA[A-Z0-9]{12,}:[A-Za-z0-9_+=,.@-]{2,}" : "AIDA[A-Z0-9]{12,}");
        }
        else if (Session().Match(principal) is { Success: true } session)
        {
            Identity(session, Of("aws:PrincipalArn"), "AssumedRole", null);
            Matches("aws:PrincipalArn", $"arn:aws:iam::{session.Groups["account"]}:role/{Path}{Regex.Escape(session.Groups["name"].Value)}");
            Matches("aws:userid", $"AROA[A-Z0-9]{{12,}}:{Regex.Escape(session.Groups["session"].Value)}");
        }
        else if (Root().Match(principal) is { Success: true } root)
        {
            Identity(root, principal, "Account", null);
            Is("aws:userid", root.Groups["account"].Value);
        }
        else if (FederatedUser().Match(principal) is { Success: true } federated)
        {
            Identity(federated, principal, "FederatedUser", null);
            Is("aws:userid", $"{federated.Groups["account"]}:{federated.Groups["name"]}");
        }
        else if (principal == "anonymous")
        {
            Is("aws:PrincipalAccount", "anonymous");
            Is("aws:userid", "anonymous");
            Is("aws:PrincipalType", "Anonymous");
            Absent([.. OnlyIdentities, .. OnlyServices, "kms:CallerAccount"]);
        }
        else if (Service().IsMatch(principal))
        {
            AsService();
        }
        else
        {
            faults.Add($"the principal {principal} does not have a form that AWS uses");
        }

        Organization();
        Network();
        return faults;

        string? Of(string key) => request.Context.TryGetValue(key, out var values) ? values[0] : null;

        void Identity(Match match, string? arn, string type, string? name)
        {
            var account = match.Groups["account"].Value;
            Is("aws:PrincipalArn", arn);
            Is("aws:PrincipalAccount", account);
            Is("kms:CallerAccount", account);
            Is("aws:PrincipalType", type);
            Is("aws:PrincipalIsAWSService", "false");
            Absent(OnlyServices);
            if (name is null)
            {
                Absent("aws:username");
            }
            else
            {
                Is("aws:username", name);
            }
        }

        void AsService()
        {
            Is("aws:PrincipalServiceName", principal);
            Is("aws:PrincipalIsAWSService", "true");
            Absent([.. OnlyIdentities, "aws:userid", "aws:PrincipalType"]);
            Matches("aws:SourceArn", "arn:aws:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12})?:[!-~]+");
            string?[] accounts = [Of("aws:SourceAccount"), Of("aws:SourceOwner"), Of("aws:PrincipalAccount"), Of("kms:CallerAccount"), Of("aws:SourceArn")?.Split(':')[4] is { Length: > 0 } owner ? owner : null];
            if (accounts.OfType<string>().Distinct().Count() > 1 || !accounts.OfType<string>().All(account => Regex.IsMatch(account, "^[0-9]{12}$")))
            {
                faults.Add($"a service acts for several accounts: {string.Join(", ", accounts.OfType<string>())}");
            }
        }

        void Organization()
        {
            Matches("aws:PrincipalOrgID", "o-[a-z0-9]{10,}");
            Matches("aws:PrincipalOrgPaths", $"{Of("aws:PrincipalOrgID") ?? "o-[a-z0-9]{10,}"}/r-[a-z0-9]{{4,}}/(ou-[a-z0-9]{{4,}}-[a-z0-9]{{8,}}/)*");
        }

        void Network()
        {
            Matches("aws:SourceVpce", "vpce-([0-9a-f]{8}|[0-9a-f]{17})");
            Matches("aws:SourceVpc", "vpc-([0-9a-f]{8}|[0-9a-f]{17})");
            Matches("aws:VpceAccount", "[0-9]{12}");
            if (Of("aws:SourceIp") is { } address && (!IPAddress.TryParse(address, out _) || Of("aws:SourceVpce") is not null || Of("aws:SourceVpc") is not null))
            {
                faults.Add($"the address {address} is not valid, or comes with a VPC");
            }
        }

        void Is(string key, string? expected)
        {
            if (Of(key) is { } value && value != expected)
            {
                faults.Add($"{key} is {value} and not {expected}");
            }
        }

        void Matches(string key, string pattern)
        {
            if (Of(key) is { } value && !Regex.IsMatch(value, $"^{pattern}$"))
            {
                faults.Add($"{key} is {value} and does not match {pattern}");
            }
        }

        void Absent(params ReadOnlySpan<string> keys)
        {
            foreach (var key in keys)
            {
                if (Of(key) is { } value)
                {
                    faults.Add($"AWS does not send {key}, which is {value}");
                }
            }
        }
    }

    /// <summary>The account of the caller, or the account for which a service acts. Null if the request does not have it.</summary>
    public static string? AccountOf(AccessRequest request) => request.Principal.StartsWith("arn:", StringComparison.Ordinal) ? request.Principal.Split(':')[4]
        : AccountKeys.Select(key => request.Context.TryGetValue(key, out var values) ? values[0] : null).FirstOrDefault(value => value is not null)
            ?? (request.Context.TryGetValue("aws:SourceArn", out var arn) && arn[0].Split(':')[4] is { Length: > 0 } owner ? owner : null);

    [GeneratedRegex($"^arn:aws:iam::{Account}:(?<kind>role|user)/({Path}{Name}|aws:ec2-infrastructure)$")]
    private static partial Regex RoleOrUser();

    [GeneratedRegex($"^arn:aws:sts::{Account}:assumed-role/{Name}/(?<session>[\\w+=,.@-]+)$")]
    private static partial Regex Session();

    [GeneratedRegex($"^arn:aws:iam::{Account}:root$")]
    private static partial Regex Root();

    [GeneratedRegex($"^arn:aws:sts::{Account}:federated-user/{Name}$")]
    private static partial Regex FederatedUser();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$")]
    private static partial Regex Service();
}
