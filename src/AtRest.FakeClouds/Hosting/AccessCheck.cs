namespace AtRest.FakeClouds.Hosting;

/// <summary>Applies the denials and errors of the scenario, and those of the caller's role.</summary>
internal sealed class AccessCheck(World world)
{
    /// <summary>Checks a call. The resource is an ARN or the name of a bucket; null if there is none.</summary>
    /// <exception cref="ServiceErrorException">The call is refused.</exception>
    public void Check(IFakeService service, string operation, string? resource, Caller caller)
    {
        string permission = $"{service.Name}:{operation}";
        if (world.Scenario.Errors.FirstOrDefault(error => Concerns(error.Operation, error.Resource, error.Account)) is { } planned)
        {
            throw new ServiceErrorException(new ServiceError(planned.Code, planned.Message ?? $"The scenario refuses {permission} with {planned.Code}.", planned.Status) { Reason = planned.Reason });
        }

        if (world.Scenario.Denied.Any(denial => Concerns(denial.Operation, denial.Resource, denial.Account))
            || caller.Denied.Any(pattern => Matches(pattern, permission)))
        {
            throw Denied(service, operation, resource, caller, "because no identity-based policy allows the action");
        }

        bool Concerns(string pattern, string? concerned, string? account) =>
            Matches(pattern, permission) && (concerned is null || concerned == resource) && (account is null || account == caller.AccountId);
    }

    public static ServiceErrorException Denied(IFakeService service, string operation, string? resource, Caller caller, string why) =>
        new(service.Denial(operation, resource, caller, why));

    private static bool Matches(string pattern, string permission) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, permission, ignoreCase: true);
}
