using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using AtRest.Collectors.Aws.Clients.Json;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.S3.Control;

/// <summary>The one operation that an audit needs of S3 Control, whose SDK package the registry does not serve (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html).</summary>
internal sealed class AmazonS3ControlClient(AWSCredentials credentials, AmazonS3ControlConfig config, AuditPipeline audit) : AmazonServiceClient(credentials, config)
{
    public Task<GetAccountPublicAccessBlockResponse> GetPublicAccessBlockAsync(GetAccountPublicAccessBlockRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<GetAccountPublicAccessBlockResponse>(
            request,
            new InvokeOptions { RequestMarshaller = Marshaller.Instance, ResponseUnmarshaller = Unmarshaller.Instance },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new Resolver());
        pipeline.AddHandlerBefore<RetryHandler>(new JsonAuthResolver());
        audit.Install(pipeline);
    }

    /// <summary>Puts the account before the host, unless an endpoint is configured.</summary>
    private sealed class Resolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => JsonEndpointResolver.ParametersOf(requestContext.ClientConfig);

        protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) => InjectHostPrefix(executionContext.RequestContext);
    }

    private sealed class Marshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public static Marshaller Instance { get; } = new();

        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var account = ((GetAccountPublicAccessBlockRequest)input).AccountId;
            var request = new DefaultRequest(input, "Amazon.S3Control")
            {
                HttpMethod = "GET",
                ResourcePath = "/v20180820/configuration/publicAccessBlock",
                HostPrefix = $"{account}.",
            };
            request.Headers["x-amz-account-id"] = account;
            return request;
        }
    }

    private sealed class Unmarshaller : XmlResponseUnmarshaller
    {
        public static Unmarshaller Instance { get; } = new();

        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var root = Read(input);
            return new GetAccountPublicAccessBlockResponse
            {
                Settings = root.Name.LocalName == "PublicAccessBlockConfiguration"
                    ? root.Elements().ToDictionary(element => element.Name.LocalName, element => element.Value.Trim() == "true", StringComparer.Ordinal)
                    : null,
            };
        }

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var error = Read(input).DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Error");
            return new AmazonServiceException(Text(error, "Message"), innerException, ErrorType.Unknown, Text(error, "Code"), Text(error, "RequestId"), statusCode);
        }

        private static XElement Read(XmlUnmarshallerContext input)
        {
            using var reader = XmlReader.Create(input.Stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root!;
        }

        private static string Text(XElement? error, string name) => error?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
    }
}

/// <summary>Named as in the SDK's S3 Control package: it could be swapped for it.</summary>
internal sealed class AmazonS3ControlConfig() : JsonServiceConfig(Description)
{
    private static readonly JsonService Description = new()
    {
        ServiceId = "S3 Control",
        EndpointPrefix = "s3-control",
        SigningName = "s3",
        Version = "2018-08-20",
        TargetPrefix = "",
    };
}

/// <summary>Asks for an account's public access block.</summary>
internal sealed class GetAccountPublicAccessBlockRequest : AmazonWebServiceRequest
{
    public required string AccountId { get; init; }
}

/// <summary>An account's public access block: which settings are on. Null if the answer holds none.</summary>
internal sealed class GetAccountPublicAccessBlockResponse : AmazonWebServiceResponse
{
    public Dictionary<string, bool>? Settings { get; init; }
}
