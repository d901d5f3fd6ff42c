using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The body of <see cref="StartAudit"/>: nothing, or <c>{"clusters":["…"]}</c>.</summary>
internal sealed record StartAuditBody
{
    private const int MaxClusters = 1000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>As they were given; none: all.</summary>
    public ImmutableArray<string> Clusters { get; private init; } = [];

    /// <summary>What is wrong with the body.</summary>
    public Problem? Problem { get; private init; }

    public static async Task<StartAuditBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // At most the few kilobytes that the route allows.
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (buffer.Length == 0)
        {
            return new StartAuditBody();
        }

        return IsJson(request) ? Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length)) : new StartAuditBody { Problem = Problem.UnsupportedMediaType };
    }

    private static bool IsJson(HttpRequest request) => Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static StartAuditBody Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            List<ProblemPlace> errors = [];
            var clusters = ReadRoot(document.RootElement, errors);
            return errors.Count == 0 ? new StartAuditBody { Clusters = clusters } : new StartAuditBody { Problem = Problem.BadBody([.. errors]) };
        }
        catch (JsonException exception)
        {
            var place = new ProblemPlace("", "From here on this is not JSON.") { Line = exception.LineNumber + 1, Column = exception.BytePositionInLine + 1 };
            return new StartAuditBody { Problem = Problem.BadBody([place]) };
        }
        catch (InvalidOperationException)
        {
            // So the parser says that a text is no Unicode; it does so when the text is read, and not where it stands.
            return new StartAuditBody { Problem = Problem.BadBody([new("", "A text in it is no valid Unicode: wrong UTF-8, or half of a surrogate pair.")]) };
        }
    }

    private static ImmutableArray<string> ReadRoot(JsonElement root, List<ProblemPlace> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("", """An object is wanted: {"clusters":["…"]}, or {} for all clusters."""));
            return [];
        }

        ImmutableArray<string> clusters = [];
        var known = 0;
        foreach (var member in root.EnumerateObject())
        {
            var pointer = $"/{Escape(member.Name)}";
            if (member.Name != "clusters")
            {
                errors.Add(new(pointer, "Nothing of this name is known here; there is only 'clusters'."));
            }
            else if (++known > 1)
            {
                errors.Add(new(pointer, "'clusters' is there more than once."));
            }
            else
            {
                clusters = ReadClusters(member.Value, errors);
            }
        }

        return clusters;
    }

    private static ImmutableArray<string> ReadClusters(JsonElement value, List<ProblemPlace> errors)
    {
        const string Pointer = "/clusters";
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            errors.Add(new(Pointer, "A list with at least one cluster's id is wanted. Leave 'clusters' out to audit all."));
            return [];
        }

        if (value.GetArrayLength() > MaxClusters)
        {
            errors.Add(new(Pointer, $"These are more than {MaxClusters} clusters. Leave 'clusters' out to audit all."));
            return [];
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: > 0 and <= 200 } id)
            {
                errors.Add(new($"{Pointer}/{index}", "A cluster's id is wanted: a text of 1 to 200 characters."));
            }
            else if (!seen.Add(id))
            {
                errors.Add(new($"{Pointer}/{index}", "This cluster is in the list already."));
            }
        }

        return [.. seen];
    }

    private static string Escape(string name) => (name.Length > 50 ? $"{name[..50]}…" : name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
