using System.Collections.Immutable;
using System.Globalization;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Names grants and those who hold them. A live cluster has thousands of grants, so all lists are short.</summary>
internal static class GrantText
{
    private const int MaxHolders = 10;
    private const int MaxOperations = 8;
    private const int MaxCommands = 3;
    private const int ShownId = 12;

    /// <summary><c>the grant "ebs-volume" (1a2b3c4d5e6f…)</c>, or how many there are.</summary>
    public static string Name(ImmutableArray<GrantHolder> holders) => holders is [var only]
        ? $"the grant {Label(only.Grant)}".TrimEnd()
        : string.Create(CultureInfo.InvariantCulture, $"{holders.Length} grants");

    /// <summary>Each holder once, with what its grants let it do; the first few, and how many more.</summary>
    public static string List(IEnumerable<GrantHolder> holders, KmsKeyArn key, ImmutableArray<Arn> roles)
    {
        var groups = holders.GroupBy(holder => (holder.Principal?.Text, holder.IsRetiring)).Select(group => Describe([.. group], key, roles)).ToList();
        return string.Join("; ", groups.Take(MaxHolders)) + (groups.Count > MaxHolders ? $"; and {groups.Count - MaxHolders} more" : "");
    }

    /// <summary>How many commands <see cref="RevokeCommands"/> gives, in a sentence.</summary>
    public static string CommandsBelow(ImmutableArray<GrantHolder> holders) =>
        holders.Select(holder => holder.Grant.GrantId).OfType<string>().Distinct(StringComparer.Ordinal).Count() switch
        {
            1 => "The command below does it.",
            <= MaxCommands and var count => $"The {count} commands below do it.",
            var count => $"The commands below are for the first {MaxCommands} of {count}.",
        };

    /// <summary>Commands that end the grants: the first few of them, since each grant needs its own.</summary>
    public static string? RevokeCommands(IEnumerable<GrantHolder> holders, KmsKeyArn key)
    {
        var commands = holders.Select(holder => holder.Grant.GrantId).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxCommands)
            .Select(id => AwsCli.Command("kms", "revoke-grant", "--region", key.Region, "--key-id", key.Value, "--grant-id", id));
        return string.Join('\n', commands) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The holders that are grantees. A grant of which only the retiring principal is wrong serves a grantee that may need it.</summary>
    public static ImmutableArray<GrantHolder> OfGrantees(IEnumerable<GrantHolder> holders) => [.. holders.Where(holder => !holder.IsRetiring)];

    /// <summary>What to know before a grant is revoked because of its retiring principal alone, as a sentence; empty if there is none such.</summary>
    public static string Serving(IReadOnlyCollection<GrantHolder> holders)
    {
        var grantees = holders.Where(holder => !holder.IsRetiring).Select(holder => holder.Grant.GrantId).ToHashSet(StringComparer.Ordinal);
        return holders.Any(holder => holder.IsRetiring && !grantees.Contains(holder.Grant.GrantId))
            ? " A grant of which only the retiring principal is wrong still serves its grantee, such as the cluster or a volume in use. Revoking it takes that access away: first create a new grant without that retiring principal."
            : "";
    }

    /// <summary>Shows the grants with their ids.</summary>
    public static string ListCommand(KmsKeyArn key) => AwsCli.Command("kms", "list-grants", "--region", key.Region, "--key-id", key.Value);

    private static string Describe(ImmutableArray<GrantHolder> holders, KmsKeyArn key, ImmutableArray<Arn> roles)
    {
        var first = holders[0];
        var operations = holders.SelectMany(holder => holder.Grant.Operations.IsDefault ? [] : holder.Grant.Operations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var list = operations.Count == 0 ? "nothing" : Listing.UpTo(MaxOperations, [.. operations.Select(operation => $"kms:{Quotes.Shorten(operation)}")]);
        var may = first.IsRetiring ? $"may retire {Name(holders)}, which allows {list}" : $"may call {list} by {Name(holders)}";
        return $"{Who(first, key, roles)} {may}";
    }

    private static string Who(GrantHolder holder, KmsKeyArn key, ImmutableArray<Arn> roles)
    {
        if (holder.Principal is not { } principal)
        {
            return "a grantee that is not named";
        }

        var name = Quotes.Shorten(principal.Text);
        return principal.Kind switch
        {
            PolicyPrincipalKind.Everyone => "everybody (*)",
            PolicyPrincipalKind.Service => $"the service {name}, which acts for {Issuer(holder.Grant)}",
            PolicyPrincipalKind.Account when roles.Any(role => role.AccountId == holder.AccountId) => $"{name}, the whole account of the cluster's role,",
            PolicyPrincipalKind.Account => $"{name}, a whole other account,",
            _ when roles.Any(role => role.AccountId == holder.AccountId) => $"{name}, which is in the account of the cluster's role but is not this role{Under(holder.Grant, key, roles)},",
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
        _ => "an account that the grant does not name",
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
