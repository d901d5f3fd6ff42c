using System.Collections.Immutable;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Retries;
using AtRest.Core.Google.Evidence;

namespace AtRest.Collectors.Google.Reading;

/// <summary>Makes the calls about the use of keys, and defines what a complete response of each contains.</summary>
/// <param name="inventory">The KMS Inventory API.</param>
/// <param name="inventoryCalls">Makes its calls.</param>
/// <param name="kms">Cloud KMS, which has the records of deleted keys.</param>
/// <param name="kmsCalls">Makes its calls.</param>
/// <param name="listing">Reads lists.</param>
internal sealed class KmsInventoryReader(KmsInventoryService inventory, CallRunner inventoryCalls, CloudKmsService kms, CallRunner kmsCalls, Listing listing)
{
    private const int LargestPage = 1000;

    /// <summary>An empty object can mean that there is nothing, or that the response was damaged on its way. It is accepted when it comes a third time.</summary>
    private const int AcceptedAfter = 2;

    /// <param name="name">A key or a version.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<ProtectedResources> ProtectedAsync(string name, CancellationToken cancellationToken) =>
        Translate(await inventoryCalls.RunAsync(() => inventory.GetProtectedResourcesSummary(name), Check, cancellationToken));

    /// <summary>The names of the deleted keys of a location, with the times of their deletion.</summary>
    public async Task<ImmutableArray<RetiredData>> RetiredAsync(string location, CancellationToken cancellationToken) => [.. await listing.ReadAllAsync(
        async (marker, token) =>
        {
            var size = 0L;
            var page = await kmsCalls.RunAsync(() => List(marker, bytes => size = bytes), Check, token);
            return new Page<RetiredData>(page.RetiredResources ?? [], page.NextPageToken, size);

            ListRetiredRequest List(string? pageToken, Action<long> receiveSize)
            {
                var request = kms.ListRetiredResources(location);
                request.PageSize = LargestPage;
                request.PageToken = pageToken;
                request.ModifyRequest = message => message.Options.Set(AnswerHandler.SizeKey, receiveSize);
                return request;
            }
        },
        cancellationToken)];

    private static ProtectedResources Translate(ProtectedResourcesData summary) => new(summary.ResourceCount ?? 0, summary.ProjectCount ?? 0)
    {
        Types = (summary.ResourceTypes ?? ImmutableDictionary<string, long>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Warnings = [.. (summary.Warnings ?? []).Select(warning => warning.WarningCode is { Length: > 0 } code ? ReceivedText.Code(code) : "a warning without a code").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    private static void Check(ProtectedResourcesData summary, int failed)
    {
        var numbers = (summary.ResourceTypes?.Values ?? []).Append(summary.ResourceCount ?? 0).Append(summary.ProjectCount ?? 0);
        if (numbers.Any(number => number < 0) || (summary.Warnings ?? []).Any(warning => warning is null))
        {
            throw new WrongAnswerException("It has a negative number, or a warning that is null.");
        }

        AskAgainIf(summary is { Name: null, ResourceCount: null, ProjectCount: null, ResourceTypes: null, Warnings: null } && failed < AcceptedAfter);
    }

    private static void Check(RetiredListData page, int failed)
    {
        if ((page.RetiredResources ?? []).Any(record => record?.OriginalResource is not { Length: > 0 }))
        {
            throw new WrongAnswerException("It lacks required fields.");
        }

        AskAgainIf(page is { RetiredResources: null, NextPageToken: null, TotalSize: null } && failed < AcceptedAfter);
    }

    private static void AskAgainIf(bool isDoubtful)
    {
        if (isDoubtful)
        {
            throw new MalformedAnswerException("The response is an empty object.");
        }
    }
}
