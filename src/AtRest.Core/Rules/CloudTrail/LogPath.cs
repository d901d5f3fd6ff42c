using AtRest.Core.Evidence;
using AtRest.Core.Naming;
using AtRest.Core.Policies;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>
/// Where a trail writes the log files of one account and region: <c>PREFIX/AWSLogs/[ORG-ID/]ACCOUNT/CloudTrail/REGION/</c>
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html).
/// </summary>
internal sealed record LogPath
{
    private readonly string head;
    private readonly string tail;
    private readonly bool hasOrganizationId;

    private LogPath(string head, string tail, bool hasOrganizationId)
    {
        this.head = head;
        this.tail = tail;
        this.hasOrganizationId = hasOrganizationId;
    }

    public static LogPath Of(Trail trail, KmsKeyArn key)
    {
        var prefix = string.IsNullOrEmpty(trail.S3KeyPrefix) ? "" : trail.S3KeyPrefix + "/";
        return new LogPath($"{prefix}AWSLogs/", $"{key.AccountId}/CloudTrail/{key.Region}/", trail.IsOrganizationTrail);
    }

    /// <summary>
    /// Whether a lifecycle rule's prefix reaches some of the files. The organization's id in the path of an organization trail is not
    /// known, so a prefix with one in it may be meant for these files or not.
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

    private static Ternary Nested(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal) ? Ternary.Yes : Ternary.No;
}
