using System.Globalization;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// The path to which a trail writes the log files of one account and region: <c>PREFIX/AWSLogs/[ORG-ID/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/</c>
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html).
/// </summary>
internal sealed record LogPath
{
    private const int YearDigits = 4;

    private readonly string head;
    private readonly string tail;
    private readonly bool hasOrganizationId;
    private readonly DateTimeOffset oldest;

    private LogPath(string head, string tail, bool hasOrganizationId, DateTimeOffset oldest)
    {
        this.head = head;
        this.tail = tail;
        this.hasOrganizationId = hasOrganizationId;
        this.oldest = oldest;
    }

    /// <summary>The path of the events of a key.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="key">The key.</param>
    /// <param name="oldest">Files of earlier years are not relevant.</param>
    public static LogPath Of(Trail trail, KmsKeyArn key, DateTimeOffset oldest)
    {
        var prefix = string.IsNullOrEmpty(trail.S3KeyPrefix) ? "" : trail.S3KeyPrefix + "/";
        return new LogPath($"{prefix}AWSLogs/", $"{key.AccountId}/CloudTrail/{key.Region}/", trail.IsOrganizationTrail, oldest);
    }

    /// <summary>
    /// Whether the prefix of a lifecycle rule matches some of the files. The organization's ID in the path of an organization trail is not
    /// known, so a prefix with an organization ID may match these files or not.
    /// </summary>
    public Ternary Overlaps(string prefix)
    {
        if (!hasOrganizationId)
        {
            return Nested(head + tail, prefix);
        }

        if (prefix.Length <= head.Length)
        {
            return Nested(head, prefix);
        }

        var rest = prefix[head.Length..];
        if (!prefix.StartsWith(head, StringComparison.Ordinal) || !("o-".StartsWith(rest, StringComparison.Ordinal) || rest.StartsWith("o-", StringComparison.Ordinal)))
        {
            return Ternary.No;
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return rest.Length <= "o-".Length ? Ternary.Yes
            : slash < 0 || Nested(tail, rest[(slash + 1)..]) == Ternary.Yes ? Ternary.Unknown
            : Ternary.No;
    }

    private Ternary Nested(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) || (prefix.StartsWith(path, StringComparison.Ordinal) && !IsOfAnEarlierYear(prefix[path.Length..])) ? Ternary.Yes : Ternary.No;

    /// <summary>A rule for a past year, whose files are older than the required time, does not shorten the retention.</summary>
    private bool IsOfAnEarlierYear(string date) =>
        date.Length > YearDigits && date[YearDigits] == '/'
        && int.TryParse(date.AsSpan(0, YearDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year < oldest.UtcDateTime.Year;
}
