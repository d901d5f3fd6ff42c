using System.Globalization;
using AtRest.Core.Inventory;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks;

/// <summary>
/// What a report says of its cause. Organizations may share a key or an account, and none may read in its report what another's people did: who it was, and by what name
/// the key was called, is shown where only one organization is concerned, or to those that the inventory gives the account to, whose record of calls says it anyhow.
/// </summary>
internal static class KeyChangeDetail
{
    public static string For(Organization organization, KeyScope scope, KeyChangeTold first, KeyChangeSummary? all, bool isShared)
    {
        var mayKnow = !isShared || organization.Aws.Any(account => account.AccountId == scope.AccountId);
        var text = Sentence(scope, first, mayKnow);
        return all is { Count: > 1 } ? $"{text}; and {all.Count - 1} more until {Sentence(scope, all.Last, mayKnow)}" : text;
    }

    private static string Sentence(KeyScope scope, KeyChangeTold told, bool mayKnow)
    {
        var key = !scope.IsWholeRegion ? (mayKnow ? told.Key : null) ?? scope.Text
            : $"{(mayKnow ? told.Key : null) ?? "a key"} in account {scope.AccountId} and region {scope.Region}";
        var who = mayKnow && told.Principal is { } principal ? $" by {principal}" : "";
        var time = told.Time is { } at ? $" at {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
        return $"{told.Name} on {key}{who}{time}";
    }
}
