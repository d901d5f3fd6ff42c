using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.Primitives;
using static AtRest.FakeClouds.Hosting.XmlText;

namespace AtRest.FakeClouds.Sts;

/// <summary><c>AssumeRole</c>: who presents the external id of a listed role gets credentials of its account; <c>AssumeRoleWithWebIdentity</c>: who presents the token that it trusts.</summary>
internal sealed partial class RoleAssumption(World world, Gatekeeper gatekeeper, IFakeService service, WebIdentityAssumption webIdentity)
{
    private const int DefaultSeconds = 3600;
    private const int LeastSeconds = 900;
    private const int MostSeconds = 43_200;

    // A role's session may assume a further role for an hour at most.
    private const int MostChainedSeconds = 3600;

    private static readonly XNamespace Namespace = StsService.Namespace;

    public XElement Assume(IReadOnlyDictionary<string, StringValues> input, Caller caller)
    {
        (string roleArn, string name) = Names(input);
        int seconds = Duration(Text(input, "DurationSeconds"), caller);
        gatekeeper.Check(service, "AssumeRole", roleArn, caller);

        FakeRole? role = world.Scenario.Accounts.SelectMany(account => account.Roles).FirstOrDefault(known => known.Arn == roleArn);
        if (role is null || (role.ExternalId is { } externalId && externalId != Text(input, "ExternalId")))
        {
            // STS does not say which of the two it was, and neither do we.
            string message = $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}";
            throw new AwsErrorException(service.Errors.AccessDenied with { Message = message });
        }

        return Shape("AssumeRoleResult", Open(role, name, seconds), []);
    }

    public XElement AssumeWithWebIdentity(IReadOnlyDictionary<string, StringValues> input, Caller caller)
    {
        (string roleArn, string name) = Names(input);
        int seconds = Duration(Text(input, "DurationSeconds"), caller);
        gatekeeper.Check(service, "AssumeRoleWithWebIdentity", roleArn, caller);
        (FakeRole role, Identity.WebIdentityToken token) = webIdentity.Check(roleArn, Text(input, "WebIdentityToken"));
        return Shape("AssumeRoleWithWebIdentityResult", Open(role, name, seconds), WebIdentityAssumption.Details(token));
    }

    private static (string RoleArn, string Name) Names(IReadOnlyDictionary<string, StringValues> input)
    {
        string roleArn = Text(input, "RoleArn");
        string name = Text(input, "RoleSessionName");
        return roleArn.Length >= 20 && SessionName().IsMatch(name)
            ? (roleArn, name)
            : throw StsErrors.Validation("1 validation error detected: RoleArn has at least 20 characters, and RoleSessionName is 2 to 64 of A-Z a-z 0-9 _ + = , . @ -");
    }

    private Session Open(FakeRole role, string name, int seconds)
    {
        string nonce = Guid.NewGuid().ToString();
        Session session = new(AwsIds.AccessKeyId(nonce), AwsIds.Hex($"token {nonce}"), role, role.Arn.Split(':')[4], name, world.Time.GetUtcNow().AddSeconds(seconds));
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
                Element(Namespace + "SecretAccessKey", AwsIds.Hex($"secret {session.Token}")[..40]),
                Element(Namespace + "SessionToken", session.Token),
                Element(Namespace + "Expiration", session.Expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
    }

    private static int Duration(string text, Caller caller)
    {
        if (text.Length == 0)
        {
            return DefaultSeconds;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds is < LeastSeconds or > MostSeconds)
        {
            throw StsErrors.Validation($"1 validation error detected: Value at 'durationSeconds' is from {LeastSeconds} to {MostSeconds}");
        }

        return caller.Session is null || seconds <= MostChainedSeconds
            ? seconds
            : throw StsErrors.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }

    private static string Text(IReadOnlyDictionary<string, StringValues> input, string name) => input.TryGetValue(name, out StringValues value) ? value.ToString() : "";

    [GeneratedRegex("^[A-Za-z0-9_+=,.@-]{2,64}$")]
    private static partial Regex SessionName();
}
