using Amazon.Runtime;

namespace AtRest.AwsClients.Json;

/// <summary>A request: the operation's name and the members of its body that are set.</summary>
public abstract class JsonRequest : AmazonWebServiceRequest
{
    internal abstract string Operation { get; }

    internal abstract Dictionary<string, object> Members { get; }
}
