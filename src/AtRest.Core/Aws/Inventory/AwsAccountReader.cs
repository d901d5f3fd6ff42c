using System.Collections.Immutable;
using AtRest.Core.Inventory.Parsing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Inventory;

/// <summary>Reads the AWS accounts of one organization. Each account can be declared once.</summary>
internal sealed class AwsAccountReader(ErrorLog log)
{
    private static readonly ImmutableArray<string> Names = ["accountId", "auditRoleArn", "externalId", "organizations"];

    private static readonly ImmutableArray<string> OrganizationNames = ["roleArn", "externalId"];

    private readonly UniqueIds ids = new("AWS account ID", log);

    public AwsAccount? Read(SourceNode node)
    {
        if (ObjectReader.Open(node, "An AWS account", Names, log) is not { } reader)
        {
            return null;
        }

        var accountId = AccountId(reader);
        var role = ArnReader.OptionalRole(reader, "auditRoleArn", log);
        var externalId = reader.OptionalText("externalId");
        if (role is not null && Arn.IsAccountId(accountId) && role.AccountId != accountId)
        {
            log.Error(reader.Node.Find("auditRoleArn")!, $"The audit role is in account {role.AccountId}, but this entry declares account {accountId}.", $"a role of account {accountId}");
        }

        if (externalId is not null && reader.Optional("auditRoleArn") is null)
        {
            log.Warn(reader.Node.Find("externalId")!, "An external ID has no effect without 'auditRoleArn'.");
        }

        var organizations = reader.Optional("organizations") is { } access ? Organizations(access) : null;
        return accountId is null ? null : new AwsAccount { AccountId = accountId, AuditRoleArn = role?.Value, ExternalId = externalId, Organizations = organizations };
    }

    private AwsOrganizationAccess? Organizations(SourceNode node)
    {
        if (ObjectReader.Open(node, "Access to an AWS organization", OrganizationNames, log) is not { } reader)
        {
            return null;
        }

        var role = ArnReader.RequiredRole(reader, "roleArn", log);
        var externalId = reader.OptionalText("externalId");
        return role is null ? null : new AwsOrganizationAccess { RoleArn = role.Value, ExternalId = externalId };
    }

    private string? AccountId(ObjectReader reader)
    {
        var id = reader.RequiredText("accountId");
        if (id is null)
        {
            return null;
        }

        var node = reader.Node.Find("accountId")!;
        if (!Arn.IsAccountId(id))
        {
            log.Error(node, $"{Wording.Quote(id)} is not a valid AWS account ID.", "12 digits");
        }

        ids.Add(id, node);
        return id;
    }
}
