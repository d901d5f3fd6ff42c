using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Naming;
using Sdk = Amazon.CloudTrail.Model;

namespace AtRest.Collectors.Aws.CloudTrail.Events;

/// <summary>Looks up events of a key in the event history of its account and region.</summary>
/// <param name="clients">The clients.</param>
/// <param name="reader">Makes evidence of responses.</param>
/// <param name="pace">Delays the calls.</param>
/// <param name="most">The number of newest events to read.</param>
internal sealed class KeyEventReader(ClientPool clients, EvidenceReader reader, LookupPace pace, int most)
{
    public const string Source = "cloudtrail:LookupEvents";

    /// <summary>The most that AWS returns in one response (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html).</summary>
    private const int MostInResponse = 50;

    /// <summary>Waits for the turn of a key.</summary>
    public Task<LookupPace.Turn> EnterAsync(KmsKeyArn key, CancellationToken cancellationToken) => pace.EnterAsync(key.AccountId, key.Region, cancellationToken);

    /// <summary>Looks up the newest events that name the key's ARN.</summary>
    public Task<Collected<KeyEvents>> NewestAsync(AccountSession session, KmsKeyArn key, LookupPace.Turn turn, CancellationToken cancellationToken) =>
        reader.ReadUnsharedAsync(session, Source, key.Value, async () =>
        {
            var (count, hasMore) = (0, false);
            var found = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                // A token belongs to the parameters of the first call, so each page is requested with the same number.
                var response = await LookUpAsync(session, key.Region, "ResourceName", key.Value, Math.Min(MostInResponse, most), marker, turn, token);
                var items = response.Events!.Take(most - count).ToList();
                count += items.Count;
                hasMore = items.Count < response.Events!.Count || !string.IsNullOrEmpty(response.NextToken);
                return new Page<Sdk.Event>(items, count < most ? response.NextToken : null, response.ContentLength);
            }, cancellationToken);
            return KeyEventTranslation.ToEvents(found) with { Requested = most, HasMore = hasMore };
        }, cancellationToken);

    /// <summary>Looks up one event of the key.</summary>
    public Task<Collected<KeyEvents>> OneAsync(AccountSession session, KmsKeyArn key, string eventId, LookupPace.Turn turn, CancellationToken cancellationToken) =>
        reader.ReadUnsharedAsync(session, Source, ResourceOf(key, eventId), async () =>
        {
            var response = await LookUpAsync(session, key.Region, "EventId", eventId, most: 1, marker: null, turn, cancellationToken);
            var found = KeyEventTranslation.ToEvents(response.Events!);
            return found with { Items = [.. found.Items.Where(item => item.Id == eventId)], Requested = 1 };
        }, cancellationToken);

    /// <summary>The evidence of an event that was not looked up.</summary>
    public static string ResourceOf(KmsKeyArn key, string? eventId) => eventId is null ? $"{key.Value} last use" : $"{key.Value} {eventId}";

    private async Task<Sdk.LookupEventsResponse> LookUpAsync(
        AccountSession session, string region, string attribute, string value, int most, string? marker, LookupPace.Turn turn, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        var request = new Sdk.LookupEventsRequest
        {
            LookupAttributes = [new Sdk.LookupAttribute { AttributeKey = attribute, AttributeValue = value }],
            MaxResults = most,
            NextToken = marker,
        };
        return await clients.CloudTrail(session, region).LookupEventsAsync(request, cancellationToken);
    }
}
