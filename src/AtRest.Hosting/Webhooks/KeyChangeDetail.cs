using System.Globalization;
using AtRest.Core.Inventory;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks;

/// <summary>
/// The cause of an audit, as its report states it. Organizations may share a key or an account, and must not read in their reports what people of another one did. The actor, and the name
/// that the call used for the key, are shown if only one organization is affected, or to organizations to which the inventory assigns the account: they can see the call in their own trail.
/// </summary>
internal static class KeyChangeDetail
{
    public static string For(Organization organization, KeyScope scope, KeyChangeFacts first, KeyChangeSummary? all, bool isShared)
    {
        var mayKnow = !isShared || organization.Aws.Any(account => account.AccountId == scope.AccountId);
        var text = Sentence(scope, first, mayKnow);
        return all is { Count: > 1 } ? $"{text}; and {all.Count - 1} more until {Sentence(scope, all.Last, mayKnow)}" : text;
    }

    private static string Sentence(KeyScope scope, KeyChangeFacts change, bool mayKnow)
    {
        var key = !scope.IsWholeRegion ? (mayKnow ? change.Key : null) ?? scope.Text
            : $"{(mayKnow ? change.Key : null) ?? "a key"} in account {scope.AccountId} and region {scope.Region}";
        var who = mayKnow && change.Principal is { } principal ? $" by {principal}" : "";
        var time = change.Time is { } at ? $" at {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
        return $"{change.Name} on {key}{who}{time}";
    }
}
