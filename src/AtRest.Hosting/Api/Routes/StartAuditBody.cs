using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The body of <see cref="StartAudit"/>: nothing, or <c>{"clusters":["…"]}</c>.</summary>
internal sealed record StartAuditBody
{
    private const int MaxClusters = 1000;

    /// <summary>The IDs as the caller wrote them; empty for all.</summary>
    public ImmutableArray<string> Clusters { get; private init; } = [];

    /// <summary>The problem with the body.</summary>
    public Problem? Problem { get; private init; }

    public static async Task<StartAuditBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<string> clusters = [];
        Dictionary<string, JsonBody.MemberReader> members = new() { ["clusters"] = (value, errors) => clusters = ReadClusters(value, errors) };
        var problem = await JsonBody.ReadAsync(request, members, cancellationToken);
        return new StartAuditBody { Clusters = clusters, Problem = problem };
    }

    private static ImmutableArray<string> ReadClusters(JsonElement value, List<ProblemPlace> errors)
    {
        const string Pointer = "/clusters";
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            errors.Add(new(Pointer, "The value must be a list with the ID of at least one cluster. Omit 'clusters' to audit all."));
            return [];
        }

        if (value.GetArrayLength() > MaxClusters)
        {
            errors.Add(new(Pointer, $"The list has more than {MaxClusters} clusters. Omit 'clusters' to audit all."));
            return [];
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: > 0 and <= 200 } id)
            {
                errors.Add(new($"{Pointer}/{index}", "The value must be the ID of a cluster: a text of 1 to 200 characters."));
            }
            else if (!seen.Add(id))
            {
                errors.Add(new($"{Pointer}/{index}", "This cluster appears in the list more than once."));
            }
        }

        return [.. seen];
    }
}
