namespace AtRest.Core.Evidence;

/// <summary>The identity with which an account, a project or an organization was read.</summary>
public sealed record AccountReader
{
    /// <summary><c>aws</c>, <c>gcp</c> or <c>camunda</c>.</summary>
    public required string Cloud { get; init; }

    /// <summary>The ID of the AWS account or Google Cloud project, or the base URL of Camunda's API.</summary>
    public required string Account { get; init; }

    /// <summary>The identity in the cloud: the ARN of a role session, a service account, or the ID of an API client; null if not known.</summary>
    public string? Identity { get; init; }

    /// <summary>The source of the identity: a call such as <c>sts:AssumeRole</c>, or the source of the credentials.</summary>
    public required string Source { get; init; }

    /// <summary>Why nothing was read with it, or why the identity is not known, as sentences; null if neither applies.</summary>
    public string? Detail { get; init; }

    /// <summary>The readers of several collections, each once and in order. If a reader occurs with and without success, the successful one is kept.</summary>
    public static IEnumerable<AccountReader> Merge(IEnumerable<AccountReader> readers) => readers
        .GroupBy(reader => (reader.Cloud, reader.Account, reader.Identity, reader.Source))
        .Select(group => group.OrderBy(reader => reader.Detail is not null).ThenBy(reader => reader.Detail, StringComparer.Ordinal).First())
        .OrderBy(reader => reader.Cloud, StringComparer.Ordinal)
        .ThenBy(reader => reader.Account, StringComparer.Ordinal)
        .ThenBy(reader => reader.Identity, StringComparer.Ordinal)
        .ThenBy(reader => reader.Source, StringComparer.Ordinal);
}
