using System.Xml.Linq;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AtRest.FakeClouds.Sts;

/// <summary>AWS STS (https://docs.aws.amazon.com/STS/latest/APIReference/): the way into the accounts.</summary>
internal sealed class StsService : IFakeService
{
    private const string WebIdentity = "AssumeRoleWithWebIdentity";

    private readonly RoleAssumption assumption;
    private readonly Gatekeeper gatekeeper;

    public StsService(World world, Gatekeeper gatekeeper, IdentityTokens tokens)
    {
        this.gatekeeper = gatekeeper;
        assumption = new RoleAssumption(world, gatekeeper, this, new WebIdentityAssumption(world, tokens));
    }

    public static XNamespace Namespace { get; } = "https://sts.amazonaws.com/doc/2011-06-15/";

    public string Name => "sts";

    public ErrorVocabulary Errors => StsErrors.Vocabulary;

    public ServiceCall? Recognise(IncomingRequest request)
    {
        bool form = request.Method == "POST" && request.Path == "/" && request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        return form && Input(request) is { } input && input.TryGetValue("Action", out StringValues action)
            ? new ServiceCall(action.ToString(), input.GetValueOrDefault("RoleArn").ToString() is { Length: > 0 } role ? role : null, request)
            : null;
    }

    /// <summary>A web identity's call carries its token and no signature.</summary>
    public Caller? Identify(ServiceCall call) => call.Operation == WebIdentity ? new Caller { AccountId = "", Arn = "", UserId = "", Region = "" } : null;

    public Reply Answer(ServiceCall call, Caller caller)
    {
        XElement result = call.Operation switch
        {
            "AssumeRole" => assumption.Assume(Input(call.Request), caller),
            WebIdentity => assumption.AssumeWithWebIdentity(Input(call.Request), caller),
            "GetCallerIdentity" => Identify(caller),
            _ => throw StsErrors.InvalidAction(call.Operation),
        };
        XElement root = new(Namespace + $"{call.Operation}Response", result, new XElement(Namespace + "ResponseMetadata", XmlText.Element(Namespace + "RequestId", call.Request.Id)));
        return Write(200, root, call.Request);
    }

    public Reply Shape(AwsError error, IncomingRequest request) => Write(
        error.Status,
        new XElement(
            Namespace + "ErrorResponse",
            new XElement(
                Namespace + "Error",
                XmlText.Element(Namespace + "Type", error.Status < 500 ? "Sender" : "Receiver"),
                XmlText.Element(Namespace + "Code", error.Code),
                XmlText.Element(Namespace + "Message", error.Message)),
            XmlText.Element(Namespace + "RequestId", request.Id)),
        request);

    private static Dictionary<string, StringValues> Input(IncomingRequest request) => QueryHelpers.ParseQuery(request.Body);

    private XElement Identify(Caller caller)
    {
        gatekeeper.Check(this, "GetCallerIdentity", null, caller);
        return new XElement(
            Namespace + "GetCallerIdentityResult",
            XmlText.Element(Namespace + "Arn", caller.Arn),
            XmlText.Element(Namespace + "UserId", caller.UserId),
            XmlText.Element(Namespace + "Account", caller.AccountId));
    }

    private static Reply Write(int status, XElement root, IncomingRequest request) => new(status, "text/xml", XmlText.Write(root))
    {
        Headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = request.Id },
    };
}
