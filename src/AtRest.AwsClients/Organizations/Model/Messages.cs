using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.Organizations.Model;

/// <summary>A request for DescribeOrganization (https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html).</summary>
public class DescribeOrganizationRequest : JsonRequest
{
    internal override string Operation => "DescribeOrganization";

    internal override Dictionary<string, object> Members => [];
}

/// <summary>The response of DescribeOrganization.</summary>
public class DescribeOrganizationResponse : AmazonWebServiceResponse
{
    public Organization? Organization { get; set; }
}

/// <summary>Organization (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html).</summary>
public class Organization
{
    public string? Id { get; set; }

    public string? MasterAccountId { get; set; }
}

/// <summary>A request for the root or organizational unit that contains an account or unit (https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html).</summary>
public class ListParentsRequest : JsonRequest
{
    public required string ChildId { get; set; }

    internal override string Operation => "ListParents";

    internal override Dictionary<string, object> Members => new() { ["ChildId"] = ChildId };
}

/// <summary>The response of ListParents. A child has one parent.</summary>
public class ListParentsResponse : AmazonWebServiceResponse
{
    public List<Parent>? Parents { get; set; }
}

/// <summary>Parent (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Parent.html).</summary>
public class Parent
{
    public string? Id { get; set; }

    /// <summary>ROOT or ORGANIZATIONAL_UNIT.</summary>
    public string? Type { get; set; }
}

/// <summary>A request for the policies that are attached to a target itself (https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html).</summary>
public class ListPoliciesForTargetRequest : JsonRequest
{
    /// <summary>The ID of a root, organizational unit or account.</summary>
    public required string TargetId { get; set; }

    /// <summary>The type of policy, such as RESOURCE_CONTROL_POLICY.</summary>
    public required string Filter { get; set; }

    public string? NextToken { get; set; }

    internal override string Operation => "ListPoliciesForTarget";

    internal override Dictionary<string, object> Members =>
        NextToken is null ? new() { ["TargetId"] = TargetId, ["Filter"] = Filter } : new() { ["TargetId"] = TargetId, ["Filter"] = Filter, ["NextToken"] = NextToken };
}

/// <summary>The response of ListPoliciesForTarget.</summary>
public class ListPoliciesForTargetResponse : AmazonWebServiceResponse
{
    public List<PolicySummary>? Policies { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>PolicySummary (https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html).</summary>
public class PolicySummary
{
    public string? Id { get; set; }

    public string? Name { get; set; }
}

/// <summary>A request for DescribePolicy (https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html).</summary>
public class DescribePolicyRequest : JsonRequest
{
    public required string PolicyId { get; set; }

    internal override string Operation => "DescribePolicy";

    internal override Dictionary<string, object> Members => new() { ["PolicyId"] = PolicyId };
}

/// <summary>The response of DescribePolicy.</summary>
public class DescribePolicyResponse : AmazonWebServiceResponse
{
    public Policy? Policy { get; set; }
}

/// <summary>Policy (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Policy.html).</summary>
public class Policy
{
    public PolicySummary? PolicySummary { get; set; }

    /// <summary>The policy as JSON.</summary>
    public string? Content { get; set; }
}
