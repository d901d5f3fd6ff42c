using System.Xml.Linq;
using AtRest.FakeClouds.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AtRest.FakeClouds.Aws.Protocols;

/// <summary>AWS's query protocol (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html): the request is a form with an <c>Action</c>, the response is XML.</summary>
internal static class QueryProtocol
{
    /// <summary>The common errors (https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html).</summary>
    public static ErrorVocabulary Errors(string service) => new()
    {
        Throttled = new("Throttling", "Rate exceeded"),
        InternalFailure = new("InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", 500),
        Unavailable = new("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503),
        MissingAuthentication = new("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        MalformedAuthentication = new("IncompleteSignature", "The request signature does not conform to AWS standards."),
        WrongScope = new("SignatureDoesNotMatch", $"Credential should be scoped to correct service: '{service}'.", 403),
        UnknownAccessKey = new("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
        ExpiredToken = new("ExpiredToken", "The security token included in the request is expired", 403),
        AccessDenied = new("AccessDenied", "", 403),
    };

    public static ServiceErrorException InvalidAction(string action, string version) => new(new("InvalidAction", $"Could not find operation {action} for version {version}"));

    public static ServiceErrorException Validation(string message) => new(new("ValidationError", message));

    /// <summary>The operation of the request; null if the request uses another protocol.</summary>
    public static string? Action(IncomingRequest request) => request is { Method: "POST", Path: "/", IsForm: true } ? Text(request, "Action") : null;

    public static Dictionary<string, StringValues> Input(IncomingRequest request) => QueryHelpers.ParseQuery(request.Body);

    /// <summary>The member as a string; null if it is absent.</summary>
    public static string? Text(IncomingRequest request, string member) => Input(request).TryGetValue(member, out StringValues value) ? value.ToString() : null;

    public static Reply Reply(ServiceCall call, XNamespace xmlns, XElement result) => Write(
        200,
        new XElement(xmlns + $"{call.Operation}Response", result, new XElement(xmlns + "ResponseMetadata", XmlText.Element(xmlns + "RequestId", call.Request.Id))),
        call.Request);

    public static Reply Shape(ServiceError error, IncomingRequest request, XNamespace xmlns) => Write(
        error.Status,
        new XElement(
            xmlns + "ErrorResponse",
            new XElement(
                xmlns + "Error",
                XmlText.Element(xmlns + "Type", error.Status < 500 ? "Sender" : "Receiver"),
                XmlText.Element(xmlns + "Code", error.Code),
                XmlText.Element(xmlns + "Message", error.Message)),
            XmlText.Element(xmlns + "RequestId", request.Id)),
        request);

    private static Reply Write(int status, XElement root, IncomingRequest request) => new(status, "text/xml", XmlText.Write(root))
    {
        Headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = request.Id },
    };
}
