using System.Collections.Immutable;
using System.Globalization;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Describes grants and their holders. A running cluster can have thousands of grants, so all lists are limited.</summary>
internal static class GrantText
{
    private const int MaxHolders = 10;
    private const int MaxOperations = 8;
    private const int MaxCommands = 3;
    private const int ShownId = 12;

    /// <summary><c>the grant "ebs-volume" (1a2b3c4d5e6f…)</c>, or the number of grants.</summary>
    public static string Name(ImmutableArray<GrantHolder> holders) => holders is [var only]
        ? $"the grant {Label(only.Grant)}".TrimEnd()
        : string.Create(CultureInfo.InvariantCulture, $"{holders.Length} grants");

    /// <summary>Each holder once, with the operations of its grants: the first few, and the number of the others.</summary>
    public static string List(IEnumerable<GrantHolder> holders, KmsKeyArn key, ImmutableArray<Arn> roles)
    {
        var groups = holders.GroupBy(holder => (holder.Principal?.Text, holder.IsRetiring)).Select(group => Describe([.. group], key, roles)).ToList();
        return string.Join("; ", groups.Take(MaxHolders)) + (groups.Count > MaxHolders ? $"; and {groups.Count - MaxHolders} more" : "");
    }

    /// <summary>A sentence about the commands of <see cref="RevokeCommands"/>.</summary>
    public static string CommandsBelow(ImmutableArray<GrantHolder> holders) =>
        holders.Select(holder => holder.Grant.GrantId).OfType<string>().Distinct(StringComparer.Ordinal).Count() switch
        {
            1 => "Use the following command.",
            <= MaxCommands and var count => $"Use the following {count} commands.",
            var count => $"The following commands are for the first {MaxCommands} of {count}.",
        };

    /// <summary>Commands that revoke the grants, one for each of the first few grants.</summary>
    public static string? RevokeCommands(IEnumerable<GrantHolder> holders, KmsKeyArn key)
    {
        var commands = holders.Select(holder => holder.Grant.GrantId).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxCommands)
            .Select(id => AwsCli.Command("kms", "revoke-grant", "--region", key.Region, "--key-id", key.Value, "--grant-id", id));
        return string.Join('\n', commands) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The holders that are grantees. If only the retiring principal of a grant is wrong, its grantee may still need the grant.</summary>
    public static ImmutableArray<GrantHolder> OfGrantees(IEnumerable<GrantHolder> holders) => [.. holders.Where(holder => !holder.IsRetiring)];

    /// <summary>A warning before a grant is revoked only because of its retiring principal, as a sentence; empty if there is no such grant.</summary>
    public static string Serving(IReadOnlyCollection<GrantHolder> holders)
    {
        var grantees = holders.Where(holder => !holder.IsRetiring).Select(holder => holder.Grant.GrantId).ToHashSet(StringComparer.Ordinal);
        return holders.Any(holder => holder.IsRetiring && !grantees.Contains(holder.Grant.GrantId))
            ? " If only the retiring principal of a grant is wrong, its grantee still uses the grant, for example the cluster or an attached volume. Revoking the grant removes that access, so first create a new grant without that retiring principal."
            : "";
    }

    /// <summary>Shows the grants with their IDs.</summary>
    public static string ListCommand(KmsKeyArn key) => AwsCli.Command("kms", "list-grants", "--region", key.Region, "--key-id", key.Value);

    private static string Describe(ImmutableArray<GrantHolder> holders, KmsKeyArn key, ImmutableArray<Arn> roles)
    {
        var first = holders[0];
        var operations = holders.SelectMany(holder => holder.Grant.Operations.IsDefault ? [] : holder.Grant.Operations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var list = operations.Count == 0 ? "nothing" : Listing.UpTo(MaxOperations, [.. operations.Select(operation => $"kms:{Quotes.Shorten(operation)}")]);
        var may = first.IsRetiring ? $"can retire {Name(holders)}, which allows {list}" : $"can call {list} through {Name(holders)}";
        return $"{Who(first, key, roles)} {may}";
    }

    private static string Who(GrantHolder holder, KmsKeyArn key, ImmutableArray<Arn> roles)
    {
        if (holder.Principal is not { } principal)
        {
            return "an unnamed grantee";
        }

        var name = Quotes.Shorten(principal.Text);
        return principal.Kind switch
        {
            PolicyPrincipalKind.Everyone => "everybody (*)",
            PolicyPrincipalKind.Service => $"the service {name}, acting for {Issuer(holder.Grant)}",
            PolicyPrincipalKind.Account when roles.Any(role => role.AccountId == holder.AccountId) => $"{name}, the whole account of the cluster's role,",
            PolicyPrincipalKind.Account => $"{name}, another whole account,",
            _ when roles.Any(role => role.AccountId == holder.AccountId) => $"{name}, which is in the account of the cluster's role but is a different principal{Under(holder.Grant, key, roles)},",
            _ when holder.AccountId is null => name,
            _ => $"{name} of another account",
        };
    }

    private static string Under(KeyGrant grant, KmsKeyArn key, ImmutableArray<Arn> roles) =>
        grant.IssuingAccount is not { } issuer || roles.Any(role => issuer.Contains(role.AccountId, StringComparison.Ordinal)) || issuer.Contains(key.AccountId, StringComparison.Ordinal)
            ? ""
            : $" (issued under {Quotes.Shorten(issuer)})";

    private static string Issuer(KeyGrant grant) => grant switch
    {
        { SourceArn: { } source } => Quotes.Shorten(source),
        { IssuingAccount: { } issuer } => Quotes.Shorten(issuer),
        _ => "an account that the grant does not specify",
    };

    private static string Label(KeyGrant grant) => (grant.Name, grant.GrantId) switch
    {
        ({ Length: > 0 } name, { } id) => $"\"{Quotes.Shorten(name)}\" ({Short(id)})",
        ({ Length: > 0 } name, _) => $"\"{Quotes.Shorten(name)}\"",
        (_, { } id) => Short(id),
        _ => "",
    };

    private static string Short(string id) => id.Length <= ShownId ? id : string.Concat(id.AsSpan(0, ShownId), "…");
}
