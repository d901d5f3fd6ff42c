using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using Sdk = Amazon.CloudTrail.Model;

namespace AtRest.Collectors.Aws.CloudTrail;

/// <summary>Makes the calls about trails and event data stores.</summary>
internal sealed class CloudTrailReader(ClientPool clients, EvidenceReader reader)
{
    public Task<Collected<TrailList>> TrailsAsync(AccountSession session, string accountId, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:DescribeTrails", $"{accountId}/{region}", async () =>
        {
            var response = await clients.CloudTrail(session, region).DescribeTrailsAsync(new Sdk.DescribeTrailsRequest(), cancellationToken);
            Listing.ThrowIfMore(response.TrailList!.Count, ListingBounds.MostItemsWithCalls);
            return CloudTrailTranslation.ToTrails(response, region);
        }, cancellationToken);

    public Task<Collected<TrailStatus>> StatusAsync(AccountSession session, Trail trail, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetTrailStatus", trail.Arn, async () =>
        {
            var response = await clients.CloudTrail(session, trail.HomeRegion)
                .GetTrailStatusAsync(new Sdk.GetTrailStatusRequest { Name = trail.Arn }, cancellationToken);
            return CloudTrailTranslation.ToStatus(response);
        }, cancellationToken);

    /// <summary>Reads the status in another region than the home region: how the trail delivers events from there.</summary>
    public Task<Collected<TrailStatus>> DeliveryAsync(AccountSession session, Trail trail, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetTrailStatus", $"{trail.Arn} {region}", async () =>
        {
            var response = await clients.CloudTrail(session, region)
                .GetTrailStatusAsync(new Sdk.GetTrailStatusRequest { Name = trail.Arn }, cancellationToken);
            return CloudTrailTranslation.ToStatus(response);
        }, cancellationToken);

    public Task<Collected<TrailEventSelectors>> SelectorsAsync(AccountSession session, Trail trail, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetEventSelectors", trail.Arn, async () =>
        {
            var response = await clients.CloudTrail(session, trail.HomeRegion)
                .GetEventSelectorsAsync(new Sdk.GetEventSelectorsRequest { TrailName = trail.Arn }, cancellationToken);
            return CloudTrailTranslation.ToSelectors(response);
        }, cancellationToken);

    public Task<Collected<EventDataStoreList>> StoresAsync(AccountSession session, string accountId, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:ListEventDataStores", $"{accountId}/{region}", async () =>
        {
            var client = clients.CloudTrail(session, region);
            var arns = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var response = await client.ListEventDataStoresAsync(new Sdk.ListEventDataStoresRequest { NextToken = marker }, token);
                return new Page<string>([.. response.EventDataStores!.Select(store => store.EventDataStoreArn!)], response.NextToken, response.ContentLength);
            }, cancellationToken, ListingBounds.MostItemsWithCalls);
            return new EventDataStoreList([.. arns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }, cancellationToken);

    public Task<Collected<EventDataStore>> StoreAsync(AccountSession session, string arn, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetEventDataStore", arn, async () =>
        {
            var response = await clients.CloudTrail(session, region)
                .GetEventDataStoreAsync(new Sdk.GetEventDataStoreRequest { EventDataStore = arn }, cancellationToken);
            return CloudTrailTranslation.ToStore(response);
        }, cancellationToken);
}
