using System.Collections.Immutable;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Monitoring;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Retries;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;
using Sdk = Amazon.CloudWatch.Model;

namespace AtRest.Collectors.Aws.Usage;

/// <summary>Reads CloudWatch's usage metrics of AWS KMS: one call for each account and region of keys.</summary>
internal sealed class UsageMetricsCollector(ClientPool clients, EvidenceReader reader, TimeProvider clock, ProgressCounter progress, CancellationToken cancellationToken)
{
    private const string Source = "cloudwatch:GetMetricData";

    /// <summary>A data point for each day. Older data points have longer periods than a minute.</summary>
    private const int Period = 86_400;

    private const string Complete = "Complete";
    private const string Partial = "PartialData";

    /// <param name="keys">The keys.</param>
    /// <param name="open">Opens a session in an account.</param>
    public async Task<ImmutableArray<UsageMetricsEvidence>> CollectAsync(ImmutableArray<KmsKeyArn> keys, OpenAccount open) =>
        [.. await Task.WhenAll(keys.Select(key => (key.AccountId, key.Region)).Distinct().Order().Select(place => CollectAsync(place.AccountId, place.Region, open)))];

    private async Task<UsageMetricsEvidence> CollectAsync(string accountId, string region, OpenAccount open)
    {
        var session = await open("usage metrics", accountId, region);
        return await progress.TrackAsync(async () => new UsageMetricsEvidence
        {
            AccountId = accountId,
            Region = region,
            Requests = await reader.ReadAsync(session, Source, $"{accountId}/{region} {UsageMetrics.Namespace} KMS", () => RequestsAsync(session, region), cancellationToken),
        });
    }

    private async Task<KmsRequestCounts> RequestsAsync(AccountSession session, string region)
    {
        // Whole days: a day that is not over would look like a day with fewer requests.
        var until = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var from = until.AddDays(-UsageMetrics.Days);
        var pages = await clients.Listing.ReadAllAsync(async (marker, token) =>
        {
            var request = new Sdk.GetMetricDataRequest
            {
                MetricDataQueries = [.. UsageMetrics.Resources.Select(QueryOf)],
                StartTime = from.UtcDateTime,
                EndTime = until.UtcDateTime,
                NextToken = marker,
            };
            var response = await clients.CloudWatch(session, region).GetMetricDataAsync(request, token);
            return new Page<MetricPage>([new MetricPage([.. response.MetricDataResults!], IsLast: string.IsNullOrEmpty(response.NextToken))], response.NextToken, response.ContentLength);
        }, cancellationToken);
        return new KmsRequestCounts(from, until, [.. UsageMetrics.Resources.Select((resource, index) => new KmsRequestCount(resource, SumOf(pages, IdOf(index))))]);
    }

    private static Sdk.MetricDataQuery QueryOf(string resource, int index) => new()
    {
        Id = IdOf(index),
        MetricStat = new Sdk.MetricStat
        {
            Metric = new Sdk.Metric
            {
                Namespace = UsageMetrics.Namespace,
                MetricName = UsageMetrics.Metric,
                Dimensions =
                [
                    new Sdk.Dimension { Name = "Service", Value = "KMS" },
                    new Sdk.Dimension { Name = "Type", Value = "API" },
                    new Sdk.Dimension { Name = "Resource", Value = resource },
                    new Sdk.Dimension { Name = "Class", Value = "None" },
                ],
            },
            Period = Period,
            Stat = "Sum",
        },
    };

    /// <summary>An ID begins with a lower-case letter.</summary>
    private static string IdOf(int index) => $"m{index}";

    /// <summary>The requests of all days. A metric without data points counts nothing.</summary>
    private static long SumOf(List<MetricPage> pages, string id)
    {
        var sum = 0d;
        foreach (var page in pages)
        {
            foreach (var result in page.Results.Where(result => result.Id == id))
            {
                if (result.StatusCode != Complete && (result.StatusCode != Partial || page.IsLast))
                {
                    throw new WrongAnswerException($"CloudWatch did not return all data points of a metric. Its status is {ReceivedText.Code(result.StatusCode ?? "missing")}.");
                }

                sum += (result.Values ?? []).Sum();
            }
        }

        if (!pages.Exists(page => page.Results.Exists(result => result.Id == id)))
        {
            throw new WrongAnswerException("It does not have every metric that was requested.");
        }

        return double.IsFinite(sum) && sum >= 0 && sum < long.MaxValue ? (long)Math.Round(sum) : throw new WrongAnswerException("The number of requests is not a number that a metric can have.");
    }

    /// <summary>One page of a response.</summary>
    private sealed record MetricPage(List<Sdk.MetricDataResult> Results, bool IsLast);
}
