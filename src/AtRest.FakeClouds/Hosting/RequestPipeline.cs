using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Handles every request: recognizes it, counts it, delays it, injects a fault if the scenario asks for one, identifies the caller, and answers.</summary>
internal sealed class RequestPipeline
{
    private readonly CallLog log;
    private readonly FaultInjector faults;
    private readonly IFakeService[] services;

    public RequestPipeline(World world, CallLog log)
    {
        this.log = log;
        faults = new FaultInjector(world.Scenario.Faults, world.Time);
        ServiceContext services = new(world, new AccessCheck(world), new IdentityTokens(world));
        this.services = [.. CloudList.All.SelectMany(cloud => cloud.Services(services))];
    }

    public async Task HandleAsync(HttpContext context)
    {
        CancellationToken cancellationToken = context.RequestAborted;
        if (ControlEndpoint.Answer(context.Request, log) is { } control)
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
            if (service.Recognize(request) is { } call)
            {
                await ServeAsync(context, service, call);
                return;
            }
        }

        foreach (ICloud cloud in CloudList.All)
        {
            if (cloud.AnswerUnknown(request) is { } answer)
            {
                await WriteAsync(context, answer);
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task ServeAsync(HttpContext context, IFakeService service, ServiceCall call)
    {
        string operation = $"{service.Name}:{call.Operation}";
        FakeCall unanswered = new(operation, call.Resource, service.RegionOf(call.Request), null, 0);
        log.Arrive(operation);
        try
        {
            await faults.DelayAsync(context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller disconnected, so there is no response. The log records it.
            log.Answer(unanswered);
            return;
        }

        Fault fault = faults.Next(service.Name);
        if (fault == Fault.DroppedConnection)
        {
            log.Answer(unanswered);
            context.Abort();
            return;
        }

        // Recorded before it is sent, so that a caller that has the response finds the call in the counts.
        (Reply reply, Caller? caller) = Answer(service, call, operation, fault);
        log.Answer(unanswered with { Status = reply.Status, AccountId = caller?.AccountId });
        await WriteAsync(context, reply);
    }

    private (Reply Reply, Caller? Caller) Answer(IFakeService service, ServiceCall call, string operation, Fault fault)
    {
        Caller? caller = null;
        try
        {
            ServiceError? injected = fault switch
            {
                Fault.Throttled => service.Errors.Throttled,
                Fault.InternalFailure => service.Errors.InternalFailure,
                Fault.Unavailable => service.Errors.Unavailable,
                _ => null,
            };
            if (injected is not null)
            {
                return (service.Shape(injected, call.Request), null);
            }

            caller = service.Identify(call);
            return faults.IsOverQuota(operation, caller)
                ? (service.Shape(service.Errors.Throttled, call.Request), caller)
                : (service.Answer(call, caller), caller);
        }
        catch (ServiceErrorException refused)
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
