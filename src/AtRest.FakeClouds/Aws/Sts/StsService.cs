using System.Xml.Linq;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Aws.Sts;

/// <summary>AWS STS (https://docs.aws.amazon.com/STS/latest/APIReference/), which issues credentials for accounts.</summary>
internal sealed class StsService : IAwsService
{
    private const string WebIdentity = "AssumeRoleWithWebIdentity";
    private const string Version = "2011-06-15";

    private readonly RoleAssumption assumption;
    private readonly AccessCheck access;

    public StsService(AwsWorld world, AccessCheck access, IdentityTokens tokens)
    {
        World = world;
        this.access = access;
        assumption = new RoleAssumption(world, access, this, new WebIdentityAssumption(world, tokens));
    }

    public static XNamespace Namespace { get; } = "https://sts.amazonaws.com/doc/2011-06-15/";

    public AwsWorld World { get; }

    public string Name => "sts";

    public ErrorVocabulary Errors { get; } = QueryProtocol.Errors("sts");

    public ServiceCall? Recognize(IncomingRequest request) => QueryProtocol.Action(request) is { } action
        ? new ServiceCall(action, QueryProtocol.Text(request, "RoleArn") is { Length: > 0 } role ? role : null, request)
        : null;

    /// <summary>The call of a web identity has a token and no signature.</summary>
    public Caller Identify(ServiceCall call) =>
        call.Operation == WebIdentity ? new Caller { AccountId = "", Arn = "", UserId = "", Region = "" } : World.Identify(call.Request, this);

    public Reply Answer(ServiceCall call, Caller caller) => QueryProtocol.Reply(call, Namespace, call.Operation switch
    {
        "AssumeRole" => assumption.Assume(QueryProtocol.Input(call.Request), caller),
        WebIdentity => assumption.AssumeWithWebIdentity(QueryProtocol.Input(call.Request), caller),
        "GetCallerIdentity" => Identify(caller),
        _ => throw QueryProtocol.InvalidAction(call.Operation, Version),
    });

    public Reply Shape(ServiceError error, IncomingRequest request) => QueryProtocol.Shape(error, request, Namespace);

    private XElement Identify(Caller caller)
    {
        access.Check(this, "GetCallerIdentity", null, caller);
        return new XElement(
            Namespace + "GetCallerIdentityResult",
            XmlText.Element(Namespace + "Arn", caller.Arn),
            XmlText.Element(Namespace + "UserId", caller.UserId),
            XmlText.Element(Namespace + "Account", caller.AccountId));
    }
}
