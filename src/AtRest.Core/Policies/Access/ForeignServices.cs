namespace AtRest.Core.Policies.Access;

/// <summary>AWS services that the policy lets act for foreign accounts.</summary>
internal sealed class ForeignServices(KeyPolicyReading reading, AccessProbe probe, ServiceCalls calls)
{
    public IEnumerable<(string Service, Reach Reach)> Find()
    {
        var services = AllowedServices().Select(entry => entry.Text);
        var namesMatter = reading.Mentions("aws:PrincipalServiceName") || reading.Mentions("aws:PrincipalServiceNamesList");
        if (calls.AreToldApart)
        {
            // Such a condition may let in, through a "*", services that no principal names.
            services = services.Concat(WitnessArns.ValuesOf(reading, "aws:PrincipalServiceName")).Append(ServiceCalls.AnyService);
        }

        return from service in services.Distinct(StringComparer.OrdinalIgnoreCase)
               group service by namesMatter ? service : StatementsNaming(service) into alike
               let reach = Try(alike.First())
               where reach is not null
               from service in alike
               select (service, reach);
    }

    private Reach? Try(string service)
    {
        Reach? doubtful = null;
        foreach (var reach in calls.For(service).Select(facts => probe.Try(service, _ => facts)).Where(reach => !reach.IsNothing))
        {
            if (!reach.Actions.IsEmpty)
            {
                return reach;
            }

            doubtful ??= reach;
        }

        return doubtful;
    }

    private IEnumerable<PolicyPrincipal> AllowedServices() => reading.Policy.Statements
        .Where(statement => statement.Effect == StatementEffect.Allow && !statement.Principal.IsNegated)
        .SelectMany(statement => statement.Principal.Entries)
        .Where(entry => entry.Kind == PolicyPrincipalKind.Service);

    /// <summary>Services that the same statements name are alike to a policy that asks no condition on their names.</summary>
    private string StatementsNaming(string service) => string.Join(',', reading.Policy.Statements
        .Where(statement => statement.Principal.Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Service && entry.Text.Equals(service, StringComparison.OrdinalIgnoreCase)))
        .Select(statement => statement.Index));
}
