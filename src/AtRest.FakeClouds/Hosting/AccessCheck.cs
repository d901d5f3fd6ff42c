namespace AtRest.FakeClouds.Hosting;

/// <summary>Answers for the scenario's denials and errors, and for what a role's sessions are refused.</summary>
internal sealed class AccessCheck(World world)
{
    /// <summary>The resource is an ARN or a bucket's name; null where there is none.</summary>
    /// <exception cref="ServiceErrorException">The call does not get through.</exception>
    public void Check(IFakeService service, string operation, string? resource, Caller caller)
    {
        string permission = $"{service.Name}:{operation}";
        if (world.Scenario.Errors.FirstOrDefault(error => Concerns(error.Operation, error.Resource, error.Account)) is { } planned)
        {
            throw new ServiceErrorException(new ServiceError(planned.Code, planned.Message ?? $"The scenario answers {permission} with {planned.Code}.", planned.Status) { Reason = planned.Reason });
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
