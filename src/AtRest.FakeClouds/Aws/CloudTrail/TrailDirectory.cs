using System.Text.RegularExpressions;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>Finds the trails that a caller sees, and resolves their names.</summary>
internal sealed partial class TrailDirectory(AwsWorld world)
{
    /// <summary>
    /// The trails of the region. With shadow trails: also multi-Region trails with another home region, and an organization's trails in its member accounts.
    /// </summary>
    public IEnumerable<FakeTrail> Visible(Caller caller, TrailShadows shadows) => world.Scenario.Trails.Where(trail =>
    {
        bool own = trail.OwnerAccountId == caller.AccountId;
        bool home = trail.EffectiveHomeRegion == caller.Region;
        return shadows == TrailShadows.Included
            ? (own || IsMember(trail, caller)) && (home || trail.IsMultiRegion)
            : own && home;
    });

    /// <summary>The ARN of a trail by its name in the caller's account and region, or by its ARN.</summary>
    /// <exception cref="ServiceErrorException">A trail cannot have that name.</exception>
    public static string ToArn(string? name, Caller caller)
    {
        if (name is null || !name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return name is not null && IsName(name)
                ? $"arn:aws:cloudtrail:{caller.Region}:{caller.AccountId}:trail/{name}"
                : throw CloudTrailErrors.InvalidName(name);
        }

        return Arn().IsMatch(name) ? name : throw CloudTrailErrors.InvalidArn(name);
    }

    /// <summary>The rules for names (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html): no two adjacent punctuation marks, and not an IP address.</summary>
    private static bool IsName(string name) => name.Length is >= 3 and <= 128 && Name().IsMatch(name) && !Address().IsMatch(name);

    public FakeTrail Find(string arn, Caller caller) =>
        Visible(caller, TrailShadows.Included).FirstOrDefault(trail => trail.Arn == arn) ?? throw CloudTrailErrors.TrailNotFound(arn, caller);

    private static bool IsMember(FakeTrail trail, Caller caller) =>
        trail.IsOrganization && (trail.MemberAccounts?.Contains(caller.AccountId) ?? true);

    [GeneratedRegex("^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$")]
    private static partial Regex Address();

    [GeneratedRegex("^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[A-Za-z0-9._-]+$")]
    private static partial Regex Arn();
}

/// <summary>Whether trails with other home regions and of the organization are included.</summary>
internal enum TrailShadows
{
    Included,
    Excluded,
}
