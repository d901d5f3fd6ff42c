using System.Collections.Immutable;
using System.Text;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Portal.Texts;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Workbench;

/// <summary>What a person gave the workbench. It lives as long as the request: nothing of it is stored or logged.</summary>
internal sealed record WorkbenchInput
{
    public const string ClusterField = "cluster";
    public const string KeyField = "key";
    public const string PolicyField = "policy";
    public const string PolicyFile = "policyFile";
    public const string GrantsField = "grants";
    public const string PrincipalField = "principal";
    public const string ActionField = "action";
    public const string ContextField = "context";

    /// <summary>The length of a form: a policy has at most 32 KiB, a list of grants can be long.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostFaults = 10;

    /// <summary>As given, for the form.</summary>
    public string Cluster { get; private init; } = "";

    /// <summary><c>primary</c> or <c>secondary</c>.</summary>
    public string Key { get; private init; } = "primary";

    public string PolicyGiven { get; private init; } = "";

    public string GrantsGiven { get; private init; } = "";

    public string Principal { get; private init; } = "";

    public string Action { get; private init; } = "";

    public string Context { get; private init; } = "";

    /// <summary>Why it cannot be judged.</summary>
    public ImmutableArray<string> Faults { get; private init; } = [];

    /// <summary>The policy's text, without what was around it.</summary>
    public string Policy { get; private init; } = "";

    /// <summary>The key, and the roles that are expected to use it. Null if there are faults.</summary>
    public KeySubject? Subject { get; private init; }

    /// <summary>The clusters that can be chosen: those with an external key.</summary>
    public static IEnumerable<Cluster> Choices(Organization organization) => organization.Clusters.Where(cluster => cluster.Encryption is DeclaredEncryption.External);

    /// <summary>The form as it is first.</summary>
    public static WorkbenchInput Empty(string cluster) => new() { Cluster = cluster };

    public static async Task<WorkbenchInput> ReadAsync(HttpRequest request, Organization organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var input = new WorkbenchInput
        {
            Cluster = form[ClusterField].ToString(),
            Key = form[KeyField] == "secondary" ? "secondary" : "primary",
            PolicyGiven = await TextAsync(form, cancellationToken),
            GrantsGiven = form[GrantsField].ToString(),
            Principal = form[PrincipalField].ToString().Trim(),
            Action = form[ActionField].ToString().Trim(),
            Context = form[ContextField].ToString().Trim(),
        };
        return input.Judged(organization, now);
    }

    private WorkbenchInput Judged(Organization organization, DateTimeOffset now)
    {
        if (Declared.Find(organization, Cluster)?.Encryption is not DeclaredEncryption.External declared)
        {
            return this with { Faults = [Words.Of("workbench.noCluster")] };
        }

        if ((Key == "secondary" ? declared.SecondaryKeyArn : declared.PrimaryKeyArn) is not { } key)
        {
            return this with { Faults = [Words.Of("workbench.noSecondary")] };
        }

        var text = KeyPolicyDocument.Extract(PolicyGiven).Text;
        var parsed = KeyPolicy.Parse(text);
        var grants = GrantsGiven.Trim().Length == 0 ? null : GrantList.Parse(GrantsGiven, key);
        ImmutableArray<string> faults =
        [
            .. PolicyGiven.Trim().Length == 0 ? [Words.Of("workbench.noPolicy")]
                : parsed.Policy is null ? parsed.Issues.Where(issue => issue.IsError).Select(issue => Words.Of("workbench.policyFault", issue.Line, issue.Column, issue.Message)) : [],
            .. grants?.Errors.Select(error => Words.Of("workbench.grantsFault", error)) ?? [],
        ];
        return faults.IsEmpty
            ? this with { Policy = text, Subject = new KeySubject { Key = key, Roles = RolesOf(organization, key), Grants = grants?.Grants, Moment = now } }
            : this with { Faults = [.. faults.Take(MostFaults)] };
    }

    /// <summary>The roles of all clusters of the organization that declare the key.</summary>
    private static ImmutableArray<Arn> RolesOf(Organization organization, KmsKeyArn key) =>
    [
        .. organization.Clusters.Select(cluster => cluster.Encryption).OfType<DeclaredEncryption.External>()
            .Where(external => external.PrimaryKeyArn.Value == key.Value || external.SecondaryKeyArn?.Value == key.Value)
            .Select(external => external.RoleArn)
            .DistinctBy(role => role.Value, StringComparer.Ordinal),
    ];

    /// <summary>A file has priority over the text.</summary>
    private static async Task<string> TextAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files.GetFile(PolicyFile) is not { Length: > 0 } file)
        {
            return form[PolicyField].ToString();
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
