using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Organizations;

/// <summary>AWS Organizations: the operations that an auditor calls (https://docs.aws.amazon.com/organizations/latest/APIReference/).</summary>
internal sealed class OrganizationsService(AwsWorld world, AccessCheck access) : IAwsService
{
    private const int MostResults = 20;

    private static readonly string[] Types = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];

    public AwsWorld World => world;

    public string Name => "organizations";

    public ErrorVocabulary Errors { get; } = JsonErrors.For("organizations");

    public ServiceCall? Recognize(IncomingRequest request) => JsonProtocol.Operation(request, "AWSOrganizationsV20161128.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "ChildId") ?? JsonProtocol.PeekText(request, "TargetId") ?? JsonProtocol.PeekText(request, "PolicyId"), request)
        : null;

    public Reply Shape(ServiceError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<JsonObject, FakeAwsOrganization, JsonObject> operation = call.Operation switch
        {
            "DescribeOrganization" => Describe,
            "ListParents" => ListParents,
            "ListPoliciesForTarget" => ListPolicies,
            "DescribePolicy" => DescribePolicy,
            _ => throw new ServiceErrorException(JsonErrors.UnknownOperation),
        };
        access.Check(this, call.Operation, call.Resource, caller);
        FakeAwsOrganization organization = world.Scenario.Organization is { } one && IsMember(one, caller.AccountId) ? one
            : throw Fault("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");

        // Every member can describe its organization. Its structure and policies are for the management account and its delegates.
        return call.Operation != "DescribeOrganization" && caller.AccountId != organization.ManagementAccountId && !organization.DelegatedAccountIds.Contains(caller.AccountId)
            ? throw Fault("AccessDeniedException", "You don't have permissions to access this resource.")
            : JsonProtocol.Reply(JsonShapes.WithoutNulls(operation(JsonProtocol.Input(call.Request), organization)), call.Request);
    }

    private static JsonObject Describe(JsonObject input, FakeAwsOrganization organization) => new()
    {
        ["Organization"] = new JsonObject
        {
            ["Id"] = organization.Id,
            ["Arn"] = $"arn:aws:organizations::{organization.ManagementAccountId}:organization/{organization.Id}",
            ["FeatureSet"] = "ALL",
            ["MasterAccountId"] = organization.ManagementAccountId,
        },
    };

    private static JsonObject ListParents(JsonObject input, FakeAwsOrganization organization)
    {
        string child = Required(input, "ChildId");
        string parent = child == organization.ManagementAccountId ? organization.Parents.GetValueOrDefault(child, organization.Root)
            : organization.Parents.GetValueOrDefault(child) ?? throw Fault("ChildNotFoundException", "You specified a child that doesn't exist.");
        return new JsonObject
        {
            ["Parents"] = new JsonArray(new JsonObject { ["Id"] = parent, ["Type"] = parent == organization.Root ? "ROOT" : "ORGANIZATIONAL_UNIT" }),
        };
    }

    private JsonObject ListPolicies(JsonObject input, FakeAwsOrganization organization)
    {
        (string target, string type) = (Required(input, "TargetId"), Required(input, "Filter"));
        if (!Types.Contains(type))
        {
            throw Fault("InvalidInputException", "You specified an invalid value.");
        }

        if (target != organization.Root && target != organization.ManagementAccountId && !organization.Parents.ContainsKey(target))
        {
            throw Fault("TargetNotFoundException", "You specified a target that doesn't exist.");
        }

        FakeOrganizationPolicy[] attached = [.. organization.Policies.Where(policy => policy.Type == type && policy.Targets.Contains(target))];
        try
        {
            (IReadOnlyList<FakeOrganizationPolicy> page, string? next) =
                Paging.Cut(attached, $"{type} {target}", InputCheck.Text(input, "NextToken"), Math.Min(MostResults, world.Scenario.PageSize ?? MostResults));
            return new JsonObject { ["Policies"] = new JsonArray([.. page.Select(policy => Summary(policy, organization))]), ["NextToken"] = next };
        }
        catch (ArgumentException)
        {
            throw Fault("InvalidInputException", "You specified an invalid NextToken.");
        }
    }

    private static JsonObject DescribePolicy(JsonObject input, FakeAwsOrganization organization)
    {
        string id = Required(input, "PolicyId");
        FakeOrganizationPolicy policy = organization.Policies.FirstOrDefault(known => known.Id == id) ?? throw Fault("PolicyNotFoundException", "You specified a policy that doesn't exist.");
        return new JsonObject { ["Policy"] = new JsonObject { ["PolicySummary"] = Summary(policy, organization), ["Content"] = policy.Document } };
    }

    private static JsonObject Summary(FakeOrganizationPolicy policy, FakeAwsOrganization organization) => new JsonObject
    {
        ["Id"] = policy.Id,
        ["Arn"] = $"arn:aws:organizations::{organization.ManagementAccountId}:policy/{organization.Id}/{policy.Type.ToLowerInvariant()}/{policy.Id}",
        ["Name"] = policy.Name,
        ["Type"] = policy.Type,
        ["AwsManaged"] = false,
    };

    private static bool IsMember(FakeAwsOrganization organization, string accountId) => accountId == organization.ManagementAccountId || organization.Parents.ContainsKey(accountId);

    private static string Required(JsonObject input, string member) => InputCheck.Text(input, member) ?? throw Fault("InvalidInputException", $"You must specify {member}.");

    private static ServiceErrorException Fault(string code, string message) => new(new(code, message));
}
