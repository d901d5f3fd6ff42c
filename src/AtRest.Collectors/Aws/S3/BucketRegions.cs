using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;

namespace AtRest.Collectors.Aws.S3;

/// <summary>
/// Finds a bucket's region, which can differ from its trail's. S3 returns it in the header <c>x-amz-bucket-region</c> if the call is made in another region
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html).
/// </summary>
internal sealed class BucketRegions(ClientPool clients)
{
    private const string RegionHeader = "x-amz-bucket-region";

    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    public async Task<T> AskAsync<T>(AccountSession session, string bucket, string firstGuess, Func<IAmazonS3, Task<T>> ask)
    {
        var region = known.GetValueOrDefault(bucket, firstGuess);
        try
        {
            return await ask(clients.S3(session, region));
        }
        catch (AmazonServiceException exception) when (RightRegion(exception) is { } right && right != region)
        {
            known[bucket] = right;
            return await ask(clients.S3(session, right));
        }
    }

    private static string? RightRegion(AmazonServiceException exception)
    {
        var isElsewhere = exception.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            || exception.ErrorCode is "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException";
        return isElsewhere
            && exception.InnerException is HttpErrorResponseException { Response: { } response }
            && response.IsHeaderPresent(RegionHeader)
            ? response.GetHeaderValue(RegionHeader)
            : null;
    }
}
