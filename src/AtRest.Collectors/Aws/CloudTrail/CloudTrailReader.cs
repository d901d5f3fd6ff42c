using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.CloudTrail.Client;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.CloudTrail;

/// <summary>The calls about trails and event data stores.</summary>
internal sealed class CloudTrailReader(ClientPool clients, EvidenceReader reader)
{
    public Task<Collected<TrailList>> TrailsAsync(AccountSession session, string accountId, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:DescribeTrails", $"{accountId}/{region}", async () =>
        {
            var response = await clients.CloudTrail(session, region).DescribeTrailsAsync(new DescribeTrailsRequest(), cancellationToken);
            return CloudTrailTranslation.ToTrails(response, region);
        }, cancellationToken);

    public Task<Collected<TrailStatus>> StatusAsync(AccountSession session, Trail trail, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetTrailStatus", trail.Arn, async () =>
        {
            var response = await clients.CloudTrail(session, trail.HomeRegion)
                .GetTrailStatusAsync(new GetTrailStatusRequest { Name = trail.Arn }, cancellationToken);
            return CloudTrailTranslation.ToStatus(response);
        }, cancellationToken);

    /// <summary>The status in another region than the home region: what the trail says of its delivery from there.</summary>
    public Task<Collected<TrailStatus>> DeliveryAsync(AccountSession session, Trail trail, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetTrailStatus", $"{trail.Arn} {region}", async () =>
        {
            var response = await clients.CloudTrail(session, region)
                .GetTrailStatusAsync(new GetTrailStatusRequest { Name = trail.Arn }, cancellationToken);
            return CloudTrailTranslation.ToStatus(response);
        }, cancellationToken);

    public Task<Collected<TrailEventSelectors>> SelectorsAsync(AccountSession session, Trail trail, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetEventSelectors", trail.Arn, async () =>
        {
            var response = await clients.CloudTrail(session, trail.HomeRegion)
                .GetEventSelectorsAsync(new GetEventSelectorsRequest { TrailName = trail.Arn }, cancellationToken);
            return CloudTrailTranslation.ToSelectors(response);
        }, cancellationToken);

    public Task<Collected<EventDataStoreList>> StoresAsync(AccountSession session, string accountId, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:ListEventDataStores", $"{accountId}/{region}", async () =>
        {
            var client = clients.CloudTrail(session, region);
            var arns = await Pages.ReadAllAsync<string>(async token =>
            {
                var response = await client.ListEventDataStoresAsync(new ListEventDataStoresRequest { NextToken = token }, cancellationToken);
                return (response.EventDataStores!.Select(store => store.EventDataStoreArn!), response.NextToken);
            });
            return new EventDataStoreList([.. arns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }, cancellationToken);

    public Task<Collected<EventDataStore>> StoreAsync(AccountSession session, string arn, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "cloudtrail:GetEventDataStore", arn, async () =>
        {
            var response = await clients.CloudTrail(session, region)
                .GetEventDataStoreAsync(new GetEventDataStoreRequest { EventDataStore = arn }, cancellationToken);
            return CloudTrailTranslation.ToStore(response);
        }, cancellationToken);
}
