using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Access;

/// <summary>Lists the principals of grants as rows of the access table. A Deny in the key policy overrides grants.</summary>
internal sealed class GrantRows(KeyPolicyReading reading, DateTimeOffset moment)
{
    private const string Unnamed = "(not named)";

    private readonly bool hasDenials = reading.Policy.Statements.Any(statement => statement.Effect == StatementEffect.Deny);

    public IEnumerable<AccessRow> All(ImmutableArray<KeyGrant> grants) =>
        from holder in GrantHolder.Of(grants)
        where holder.Principal is null || !Principals.IsDeleted(holder.Principal)
        group holder by NameOf(holder) into holders
        let first = holders.First()
        let rights = holders.SelectMany(Rights).ToImmutableArray()
        where !rights.IsEmpty
        select new AccessRow
        {
            Kind = first.Principal is { } principal ? AccessKinds.Of(principal) : AccessKind.Other,
            Principal = holders.Key,
            AccountId = first.AccountId,
            IsForeign = first.Principal?.Kind == PolicyPrincipalKind.Service ? holders.Any(ActsForOthers) : first.AccountId != reading.Key.AccountId,
            Rights = rights,
        };

    private static string NameOf(GrantHolder holder) =>
        holder.Principal is not { } principal ? Unnamed : principal.Kind == PolicyPrincipalKind.Account ? principal.AccountId! : principal.Text;

    private bool ActsForOthers(GrantHolder holder) =>
        holder.Grant.IssuingAccount is { } issuer && !issuer.Contains(reading.Key.AccountId, StringComparison.Ordinal);

    private IEnumerable<AccessRight> Rights(GrantHolder holder)
    {
        var operations = holder.IsRetiring ? ["RetireGrant"] : holder.Grant.Operations.IsDefault ? [] : holder.Grant.Operations;
        return from operation in operations.Distinct(StringComparer.Ordinal)
               let action = "kms:" + operation
               let denying = Denying(holder, action)
               where !denying.IsDefault
               let constrained = Constrained(holder.Grant, operation)
               group (action, constrained) by (string.Join(',', denying), constrained.EncryptionContextEquals, constrained.EncryptionContextSubset, constrained.SourceArn) into alike
               select new AccessRight
               {
                   Actions = [.. alike.Select(pair => pair.action).Order(StringComparer.Ordinal)],
                   Grant = alike.First().constrained,
                   Denials = [.. Denying(holder, alike.First().action).Select(index => reading.Policy.Statements[index])],
               };
    }

    /// <summary>The grant, with only those constraints that AWS applies to the operation.</summary>
    private static KeyGrant Constrained(KeyGrant grant, string operation) => grant with
    {
        EncryptionContextEquals = GrantConstraintMatcher.ChecksEncryptionContext(operation) ? grant.EncryptionContextEquals : null,
        EncryptionContextSubset = GrantConstraintMatcher.ChecksEncryptionContext(operation) ? grant.EncryptionContextSubset : null,
        SourceArn = operation == "RetireGrant" ? null : grant.SourceArn,
    };

    /// <summary>The statements that deny some calls of the action. Default if a statement denies all of them.</summary>
    private ImmutableArray<int> Denying(GrantHolder holder, string action)
    {
        if (!hasDenials)
        {
            return [];
        }

        var denials = reading.WithoutGrants.Evaluate(Request(holder, action)).Statements
            .Where(match => match.Effect == StatementEffect.Deny && match.Matches != Ternary.No)
            .ToList();
        return denials.Exists(match => match.Matches == Ternary.Yes) ? default : [.. denials.Select(match => match.Index)];
    }

    private AccessRequest Request(GrantHolder holder, string action)
    {
        var name = holder.Principal?.Text ?? Unnamed;
        var facts = CallFacts.Of(reading, moment);
        return Caller.Of(name) is { } caller
            ? caller.Identify(facts, action).ToRequest(reading, name, action, key => key?.Nature != ConditionKeyNature.Service)
            : new AccessRequest { Principal = name, Action = action, Unknown = reading.Mentioned.ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
    }
}
