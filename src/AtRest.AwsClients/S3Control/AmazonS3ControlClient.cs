using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3Control.Model;
using AtRest.AwsClients.Json;

namespace Amazon.S3Control;

/// <summary>A client for Amazon S3 Control, with the operation that an audit needs (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html).</summary>
public class AmazonS3ControlClient(AWSCredentials credentials, AmazonS3ControlConfig config) : AmazonServiceClient(credentials, config)
{
    public Task<GetPublicAccessBlockResponse> GetPublicAccessBlockAsync(GetPublicAccessBlockRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<GetPublicAccessBlockResponse>(
            request,
            new InvokeOptions { RequestMarshaller = Marshaller.Instance, ResponseUnmarshaller = Unmarshaller.Instance },
            cancellationToken);

    /// <inheritdoc />
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new Resolver());
        pipeline.AddHandlerBefore<RetryHandler>(new JsonAuthResolver());
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
            var account = ((GetPublicAccessBlockRequest)input).AccountId;
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
            return new GetPublicAccessBlockResponse
            {
                PublicAccessBlockConfiguration = root.Name.LocalName == "PublicAccessBlockConfiguration" ? Configuration(root) : null,
            };
        }

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var error = Read(input).DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Error");
            return new AmazonServiceException(Text(error, "Message"), innerException, ErrorType.Unknown, Text(error, "Code"), Text(error, "RequestId"), statusCode);
        }

        private static PublicAccessBlockConfiguration Configuration(XElement root) => new()
        {
            BlockPublicAcls = Flag(root, "BlockPublicAcls"),
            IgnorePublicAcls = Flag(root, "IgnorePublicAcls"),
            BlockPublicPolicy = Flag(root, "BlockPublicPolicy"),
            RestrictPublicBuckets = Flag(root, "RestrictPublicBuckets"),
        };

        private static bool? Flag(XElement root, string name) => root.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() switch
        {
            null => null,
            var text => text == "true",
        };

        private static XElement Read(XmlUnmarshallerContext input)
        {
            using var reader = XmlReader.Create(input.Stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root!;
        }

        private static string Text(XElement? error, string name) => error?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
    }
}

/// <summary>The configuration of an <see cref="AmazonS3ControlClient"/>.</summary>
public sealed class AmazonS3ControlConfig() : JsonServiceConfig(Description)
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
