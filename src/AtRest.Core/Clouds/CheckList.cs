using System.Collections.Immutable;
using AtRest.Core.Aws.Controls;
using AtRest.Core.Controls;
using AtRest.Core.Google.Controls;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: the checks of controls about their keys.</summary>
internal static class CheckList
{
    public static ImmutableArray<ControlCheck> All { get; } = [.. AwsChecks.All, .. GoogleKeyChecks.All];
}
