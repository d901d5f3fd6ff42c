namespace AtRest.Core.Evidence;

/// <summary>With which identity an account, a project or an organization was read.</summary>
public sealed record AccountReader
{
    /// <summary><c>aws</c>, <c>gcp</c> or <c>camunda</c>.</summary>
    public required string Cloud { get; init; }

    /// <summary>The AWS account's id, the Google Cloud project's, or the base URL of Camunda's API.</summary>
    public required string Account { get; init; }

    /// <summary>As the cloud names it: the ARN of a role's session, a service account, the id of an API client; null if nothing tells.</summary>
    public string? Identity { get; init; }

    /// <summary>What tells the identity: the call, such as <c>sts:AssumeRole</c>, or where the credentials came from.</summary>
    public required string Source { get; init; }

    /// <summary>Why nothing was read with it, or why the identity is not known: sentences; null if there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The readers of several collections, each once and in order. One that could read stands for the same one that could not.</summary>
    public static IEnumerable<AccountReader> Merge(IEnumerable<AccountReader> readers) => readers
        .GroupBy(reader => (reader.Cloud, reader.Account, reader.Identity, reader.Source))
        .Select(group => group.OrderBy(reader => reader.Detail is not null).ThenBy(reader => reader.Detail, StringComparer.Ordinal).First())
        .OrderBy(reader => reader.Cloud, StringComparer.Ordinal)
        .ThenBy(reader => reader.Account, StringComparer.Ordinal)
        .ThenBy(reader => reader.Identity, StringComparer.Ordinal)
        .ThenBy(reader => reader.Source, StringComparer.Ordinal);
}
