namespace AtRest.FakeClouds.Hosting;

/// <summary>A service of a cloud.</summary>
internal interface IFakeService
{
    /// <summary>The name in permissions: <c>kms</c>.</summary>
    string Name { get; }

    /// <summary>The name in the scope of the signature.</summary>
    string SigningName => Name;

    ErrorVocabulary Errors { get; }

    /// <summary>The call that a request makes; null if the request is for another service.</summary>
    ServiceCall? Recognize(IncomingRequest request);

    /// <summary>The region that a request is for; null if the service has no regions, or the request does not name one.</summary>
    string? RegionOf(IncomingRequest request) => null;

    /// <summary>Finds out who calls.</summary>
    /// <exception cref="ServiceErrorException">The caller's credentials are missing, unknown or expired.</exception>
    Caller Identify(ServiceCall call);

    /// <exception cref="ServiceErrorException">The service refuses the call.</exception>
    Reply Answer(ServiceCall call, Caller caller);

    /// <summary>The message of a denied call.</summary>
    string Refusal(string operation, string? resource, Caller caller, string why)
    {
        string target = resource is null ? "" : $" on resource: {resource}";
        return $"User: {caller.Arn} is not authorized to perform: {Name}:{operation}{target} {why}";
    }

    /// <summary>The error of a denied call.</summary>
    ServiceError Denial(string operation, string? resource, Caller caller, string why) => Errors.AccessDenied with { Message = Refusal(operation, resource, caller, why) };

    /// <summary>The error in the service's wire shape.</summary>
    Reply Shape(ServiceError error, IncomingRequest request);
}

/// <summary>A recognized request.</summary>
/// <param name="Operation">The name of the permission without the service: <c>DescribeKey</c>.</param>
/// <param name="Resource">The resource, as the caller wrote it.</param>
/// <param name="Request">The request, with the rest of the input.</param>
internal sealed record ServiceCall(string Operation, string? Resource, IncomingRequest Request);
