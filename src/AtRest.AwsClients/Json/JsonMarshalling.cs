using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace AtRest.AwsClients.Json;

/// <summary>Writes requests as AWS JSON 1.0 or 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).</summary>
internal sealed class JsonMarshaller(JsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (JsonRequest)input;
        var request = new DefaultRequest(source, $"Amazon.{service.ServiceId}")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(source.Members),
        };
        request.Headers["X-Amz-Target"] = service.TargetPrefix + source.Operation;
        request.Headers["Content-Type"] = service.ContentType;
        return request;
    }
}

/// <summary>Reads responses and errors.</summary>
internal sealed class JsonUnmarshaller<TResponse> : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    private const int BufferSize = 4096;

    public static JsonUnmarshaller<TResponse> Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        JsonSerializer.Deserialize<TResponse>(input.Stream, AwsJson.Options) ?? throw new JsonException("The response is null.");

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, BufferSize, input.JsonMaxDepth);
        return new JsonServiceException(JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader), innerException, statusCode);
    }
}

/// <summary>An error that the service answered.</summary>
internal sealed class JsonServiceException(ErrorResponse error, Exception inner, HttpStatusCode status)
    : AmazonServiceException(error.Message, inner, error.Type, error.Code, error.RequestId, status);
