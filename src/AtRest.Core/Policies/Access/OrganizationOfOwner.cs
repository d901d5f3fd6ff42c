namespace AtRest.Core.Policies.Access;

/// <summary>The key's own organization, which nobody read.</summary>
internal static class OrganizationOfOwner
{
    /// <summary>
    /// A policy that only compares others with it (<c>${aws:ResourceOrgID}</c>) needs no more than a name for it. A condition on the
    /// organization itself pins nobody and stays open.
    /// </summary>
    public static CallFacts Add(CallFacts facts, KeyPolicyReading reading)
    {
        if (!WitnessArns.ValuesOf(reading, "aws:ResourceOrgID").Any())
        {
            facts.Known("aws:ResourceOrgID", Strangers.OwnersOrganization);
        }

        return facts;
    }
}
