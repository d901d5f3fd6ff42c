using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Clients.Json;

/// <summary>A request: the operation's name and the members of its body that are set.</summary>
internal abstract class JsonRequest : AmazonWebServiceRequest
{
    public abstract string Operation { get; }

    public abstract Dictionary<string, object> Members { get; }
}

/// <summary>An answer that knows what every answer of its operation holds.</summary>
internal interface IJsonResponse
{
    bool IsComplete { get; }
}
