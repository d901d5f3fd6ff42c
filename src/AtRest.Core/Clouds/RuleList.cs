using System.Collections.Immutable;
using AtRest.Core.Aws.Rules;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Endpoints.Rules;
using AtRest.Core.Google.Rules;
using AtRest.Core.Rules;
using AtRest.Core.Rules.Declaration;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: the rules about a cluster, in the order of reports.</summary>
internal static class RuleList
{
    public static ImmutableArray<IRule> All { get; } =
    [
        new ReportedTypeRule(),
        new ReportedKeysRule(),
        new TypeOnCloudRule(),
        new TypeOnPlanRule(),
        new ReportedStatusRule(),
        new KeySharingRule(),
        new UnchangedTypeRule(),

        .. AwsRules.All,
        .. GoogleRules.All,

        new EndpointTlsRule(),
    ];
}
