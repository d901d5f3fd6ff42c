using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Aws.Sso;
using AtRest.FakeClouds.Aws.Sts;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Google;

namespace AtRest.FakeClouds.Hosting;

/// <summary>The way of every request: recognised, counted, delayed, perhaps spoilt, authenticated, answered.</summary>
internal sealed class RequestPipeline
{
    private readonly Authenticator authenticator;
    private readonly CallLedger ledger;
    private readonly FaultInjector faults;
    private readonly IFakeService[] services;

    public RequestPipeline(World world, CallLedger ledger)
    {
        this.ledger = ledger;
        authenticator = new Authenticator(world);
        faults = new FaultInjector(world.Scenario.Faults, world.Time);
        Gatekeeper gatekeeper = new(world);

        // S3 comes last: it takes whatever the others do not know.
        GoogleTokens googleTokens = new(world);
        IdentityTokens identityTokens = new(world);
        services =
        [
            // Before KMS, which takes all of Google's projects.
            new IamCredentialsService(world, gatekeeper, googleTokens),
            new CamundaService(world, gatekeeper), new GoogleKmsService(world, gatekeeper, googleTokens), new GoogleTokenService(world, gatekeeper, googleTokens),
            new IdentityService(world, gatekeeper, identityTokens), new GoogleStsService(world, gatekeeper, googleTokens, identityTokens),
            new SsoService(world, gatekeeper),
            new KmsService(world, gatekeeper), new CloudTrailService(world, gatekeeper),
            // Before STS, which takes all other calls in the query protocol.
            new CloudWatchQueryService(world, gatekeeper), new StsService(world, gatekeeper, identityTokens),
            new EventBridgeService(world, gatekeeper), new CloudWatchLogsService(world, gatekeeper), new CloudWatchService(world, gatekeeper),
            new S3Service(world, gatekeeper),
        ];
    }

    public async Task HandleAsync(HttpContext context)
    {
        CancellationToken cancellationToken = context.RequestAborted;
        if (ControlEndpoint.Answer(context.Request, ledger) is { } control)
        {
            await WriteAsync(context, control);
            return;
        }

        if (await IncomingRequest.ReadAsync(context.Request, cancellationToken) is not { } request)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        foreach (IFakeService service in services)
        {
            if (service.Recognise(request) is { } call)
            {
                await ServeAsync(context, service, call);
                return;
            }
        }

        await WriteAsync(context, JsonProtocol.Shape(JsonErrors.UnknownOperation, request));
    }

    private async Task ServeAsync(HttpContext context, IFakeService service, ServiceCall call)
    {
        string operation = $"{service.Name}:{call.Operation}";
        string? region = SignatureScope.Parse(call.Request.Headers.Authorization.ToString())?.Region;
        FakeCall unanswered = new(operation, call.Resource, region, null, 0);
        ledger.Arrive(operation);
        try
        {
            await faults.DelayAsync(context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left: nobody is there to be answered, and the ledger says so.
            ledger.Answer(unanswered);
            return;
        }

        Fault fault = faults.Next(service.Name);
        if (fault == Fault.DroppedConnection)
        {
            ledger.Answer(unanswered);
            context.Abort();
            return;
        }

        // Entered before it is written: whoever has the answer may look at the counts at once.
        (Reply reply, Caller? caller) = Answer(service, call, operation, fault);
        ledger.Answer(unanswered with { Status = reply.Status, AccountId = caller?.AccountId });
        await WriteAsync(context, reply);
    }

    private (Reply Reply, Caller? Caller) Answer(IFakeService service, ServiceCall call, string operation, Fault fault)
    {
        Caller? caller = null;
        try
        {
            AwsError? spoilt = fault switch
            {
                Fault.Throttled => service.Errors.Throttled,
                Fault.InternalFailure => service.Errors.InternalFailure,
                Fault.Unavailable => service.Errors.Unavailable,
                _ => null,
            };
            if (spoilt is not null)
            {
                return (service.Shape(spoilt, call.Request), null);
            }

            caller = service.Identify(call) ?? authenticator.Identify(call.Request, service);
            return faults.IsOverQuota(operation, caller)
                ? (service.Shape(service.Errors.Throttled, call.Request), caller)
                : (service.Answer(call, caller), caller);
        }
        catch (AwsErrorException refused)
        {
            return (service.Shape(refused.Error, call.Request), caller);
        }
    }

    private static async Task WriteAsync(HttpContext context, Reply reply)
    {
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        byte[] body = System.Text.Encoding.UTF8.GetBytes(reply.Body);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
