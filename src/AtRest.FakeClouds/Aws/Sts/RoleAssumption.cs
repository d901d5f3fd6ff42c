using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.WebIdentity;
using Microsoft.Extensions.Primitives;
using static AtRest.FakeClouds.Aws.Protocols.XmlText;

namespace AtRest.FakeClouds.Aws.Sts;

/// <summary><c>AssumeRole</c> issues credentials for a listed role if the external ID is correct, <c>AssumeRoleWithWebIdentity</c> if the role trusts the token.</summary>
internal sealed partial class RoleAssumption(AwsWorld world, AccessCheck access, IFakeService service, WebIdentityAssumption webIdentity)
{
    private const int LongestName = 64;
    private const int LongestExternalId = 1224;
    private const int DefaultSeconds = 3600;
    private const int LeastSeconds = 900;
    private const int MostSeconds = 43_200;

    // A session of a role can assume another role for an hour at most.
    private const int MostChainedSeconds = 3600;

    private static readonly XNamespace Namespace = StsService.Namespace;

    public XElement Assume(IReadOnlyDictionary<string, StringValues> input, Caller caller)
    {
        (string roleArn, string name, int seconds) = Names(input);
        string given = Text(input, "ExternalId");
        string? fault = !input.ContainsKey("ExternalId") ? null
            : given.Length < 2 ? InputCheck.Fault(given, "ExternalId", "Member must have length greater than or equal to 2")
            : InputCheck.Fault(given, "ExternalId", LongestExternalId, ExternalId());
        if (fault is not null)
        {
            throw QueryProtocol.Validation(fault);
        }

        access.Check(service, "AssumeRole", roleArn, caller);

        FakeRole? role = world.Scenario.Accounts.SelectMany(account => account.Roles).FirstOrDefault(known => known.Arn == roleArn);
        if (role is null || (role.ExternalId is { } externalId && externalId != given))
        {
            // STS does not reveal which of the two is wrong.
            string message = $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}";
            throw new ServiceErrorException(service.Errors.AccessDenied with { Message = message });
        }

        if (caller.IsRoleSession && seconds > MostChainedSeconds)
        {
            throw QueryProtocol.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        return Shape("AssumeRoleResult", Open(role, name, seconds), []);
    }

    public XElement AssumeWithWebIdentity(IReadOnlyDictionary<string, StringValues> input, Caller caller)
    {
        (string roleArn, string name, int seconds) = Names(input);
        access.Check(service, "AssumeRoleWithWebIdentity", roleArn, caller);
        (FakeRole role, WebIdentityToken token) = webIdentity.Check(roleArn, Text(input, "WebIdentityToken"));
        return Shape("AssumeRoleWithWebIdentityResult", Open(role, name, seconds), WebIdentityAssumption.Details(token));
    }

    /// <summary>The input of both operations, within the limits of https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.</summary>
    private static (string RoleArn, string Name, int Seconds) Names(IReadOnlyDictionary<string, StringValues> input)
    {
        string roleArn = Text(input, "RoleArn");
        string name = Text(input, "RoleSessionName");
        string duration = Text(input, "DurationSeconds");
        int seconds = DefaultSeconds;
        string? fault = roleArn.Length < 20 ? InputCheck.Fault(roleArn, "RoleArn", "Member must have length greater than or equal to 20")
            : !roleArn.StartsWith("arn:", StringComparison.Ordinal) ? $"{roleArn} is invalid"
            : name.Length < 2 ? InputCheck.Fault(name, "RoleSessionName", "Member must have length greater than or equal to 2")
            : InputCheck.Fault(name, "RoleSessionName", LongestName, SessionName());
        if (fault is null && duration.Length > 0)
        {
            fault = !int.TryParse(duration, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seconds) ? $"{duration} is not a valid Integer"
                : seconds < LeastSeconds ? InputCheck.Fault(duration, "DurationSeconds", $"Member must have value greater than or equal to {LeastSeconds}")
                : seconds > MostSeconds ? InputCheck.Fault(duration, "DurationSeconds", $"Member must have value less than or equal to {MostSeconds}")
                : null;
        }

        return fault is null ? (roleArn, name, seconds) : throw QueryProtocol.Validation(fault);
    }

    private Session Open(FakeRole role, string name, int seconds)
    {
        if (seconds > role.MaxSessionDurationSeconds)
        {
            throw QueryProtocol.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        string nonce = Guid.NewGuid().ToString();
        Session session = new(AwsIds.AccessKeyId(nonce), StableIds.Hex($"token {nonce}"), role, role.Arn.Split(':')[4], name, world.Time.GetUtcNow().AddSeconds(seconds));
        world.Open(session);
        return session;
    }

    private static XElement Shape(string element, Session session, IEnumerable<XElement> details)
    {
        string role = session.Role.Arn[(session.Role.Arn.LastIndexOf('/') + 1)..];
        return new XElement(
            Namespace + element,
            details,
            new XElement(
                Namespace + "AssumedRoleUser",
                Element(Namespace + "AssumedRoleId", $"{AwsIds.RoleId(session.Role.Arn)}:{session.Name}"),
                Element(Namespace + "Arn", $"arn:aws:sts::{session.AccountId}:assumed-role/{role}/{session.Name}")),
            new XElement(
                Namespace + "Credentials",
                Element(Namespace + "AccessKeyId", session.AccessKeyId),
                Element(Namespace + "SecretAccessKey", StableIds.Hex($"secret {session.Token}")[..40]),
                Element(Namespace + "SessionToken", session.Token),
                Element(Namespace + "Expiration", session.Expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
    }

    private static string Text(IReadOnlyDictionary<string, StringValues> input, string name) => input.TryGetValue(name, out StringValues value) ? value.ToString() : "";

    [GeneratedRegex(@"^[\w+=,.@-]*$", RegexOptions.ECMAScript)]
    private static partial Regex SessionName();

    [GeneratedRegex(@"^[\w+=,.@:\/-]*$", RegexOptions.ECMAScript)]
    private static partial Regex ExternalId();
}
