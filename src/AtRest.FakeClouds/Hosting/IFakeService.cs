namespace AtRest.FakeClouds.Hosting;

/// <summary>One service of the cloud.</summary>
internal interface IFakeService
{
    /// <summary>As in permissions: <c>kms</c>.</summary>
    string Name { get; }

    /// <summary>As in the signature's scope.</summary>
    string SigningName => Name;

    ErrorVocabulary Errors { get; }

    /// <summary>What the request asks for, or null if it is another service's.</summary>
    ServiceCall? Recognise(IncomingRequest request);

    /// <summary>The region that a request is for; null if the service has no regions, or the request does not name one.</summary>
    string? RegionOf(IncomingRequest request) => null;

    /// <summary>Finds out who calls.</summary>
    /// <exception cref="ServiceErrorException">The caller's credentials are missing, unknown or expired.</exception>
    Caller Identify(ServiceCall call);

    /// <exception cref="ServiceErrorException">The service refuses.</exception>
    Reply Answer(ServiceCall call, Caller caller);

    /// <summary>What a denied call is told.</summary>
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

/// <summary>A recognised request.</summary>
/// <param name="Operation">As the permission is named, without the service: <c>DescribeKey</c>.</param>
/// <param name="Resource">As the caller wrote it.</param>
/// <param name="Request">Where the rest of the input is.</param>
internal sealed record ServiceCall(string Operation, string? Resource, IncomingRequest Request);
