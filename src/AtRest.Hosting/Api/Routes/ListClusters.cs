using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports.Details;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/clusters</c>: the declared clusters with their latest verdict, and those that only the newest reports have. Filtered, sorted and in pages if the caller wants it.</summary>
internal sealed class ListClusters(ClusterLists lists, Declared declared) : IOrganizationRoute
{
    private const int LongestText = 200;
    private const int LargestPage = 1_000_000;
    private const string NoReport = "none";

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is not { } organization)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        if (!TryRead(context.Request.Query, out var query, out var page, out var limit, out var fault))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest(fault));
            return;
        }

        var wanted = query.Apply(await lists.OfAsync(organization, context.RequestAborted));
        ImmutableArray<ListedCluster> shown = limit is { } most ? [.. wanted.Skip((page - 1) * most).Take(most)] : wanted;
        var next = limit is { } size && (long)page * size < wanted.Length ? AddressOf(context, organizationId, page + 1) : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        var body = new ClusterListBody([.. shown.Where(entry => entry.IsDeclared).Select(ClusterBody.Of)], [.. shown.Where(entry => !entry.IsDeclared).Select(UndeclaredClusterBody.Of)], wanted.Length) { Next = next };
        await Answers.JsonAsync(context, body, ApiJson.Readable.ClusterListBody);
    }

    /// <summary>The same request for another page.</summary>
    private static string AddressOf(HttpContext context, string organizationId, int page) => ApiPaths.Of(ApiPaths.Clusters, organizationId) + QueryString.Create(
        context.Request.Query.Where(pair => pair.Key != "page").Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value.ToString())).Append(new("page", page.ToString(CultureInfo.InvariantCulture))));

    private static bool TryRead(IQueryCollection given, out ClusterQuery query, out int page, out int? limit, out string fault)
    {
        (query, page, limit, fault) = (new ClusterQuery { Sort = ClusterSort.Declared }, 1, null, "");
        if (given.FirstOrDefault(pair => pair.Value.Count != 1).Key is { } repeated)
        {
            fault = $"'{repeated}' must appear once.";
            return false;
        }

        if (given.ContainsKey("limit"))
        {
            if (!ListReports.TryReadLimit(given, out var number))
            {
                fault = $"'limit' must be one whole number from 1 to {ListReports.MaxLimit}.";
                return false;
            }

            limit = number;
        }

        if (given.ContainsKey("page") && (limit is null || !IsPage(given["page"].ToString(), out page)))
        {
            fault = "'page' must be a whole number from 1, and it needs 'limit'.";
            return false;
        }

        foreach (var name in new[] { "q", "region", "rule" })
        {
            if (given.ContainsKey(name) && given[name].ToString() is not { Length: > 0 and <= LongestText })
            {
                fault = $"'{name}' must have 1 to {LongestText} characters.";
                return false;
            }
        }

        var verdict = Word<Verdict>(given, "verdict");
        var type = Word<EncryptionType>(given, "type");
        var sort = Word<ClusterSort>(given, "sort");
        var isNone = given["verdict"] == NoReport;
        fault = given.ContainsKey("verdict") && verdict is null && !isNone ? $"'verdict' must be one of: {Quoted.List(WireWord.All(typeof(Verdict)).Append(NoReport))}."
            : given.ContainsKey("type") && type is null ? $"'type' must be one of: {Quoted.List(WireWord.All(typeof(EncryptionType)))}."
            : given.ContainsKey("sort") && sort is null ? $"'sort' must be one of: {Quoted.List(WireWord.All(typeof(ClusterSort)))}."
            : "";
        query = new ClusterQuery
        {
            Text = Text(given, "q"),
            Verdict = verdict,
            HasNoReport = isNone,
            Type = type,
            Region = Text(given, "region"),
            Rule = Text(given, "rule"),
            Sort = sort ?? ClusterSort.Declared,
        };
        return fault.Length == 0;
    }

    /// <summary>Only digits: the parser itself ignores NULs at the end.</summary>
    private static bool IsPage(string text, out int page) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page) && text.All(char.IsAsciiDigit) && page is >= 1 and <= LargestPage;

    private static string? Text(IQueryCollection given, string name) => given.ContainsKey(name) ? given[name].ToString() : null;

    private static T? Word<T>(IQueryCollection given, string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (given[name] == WireWord.Of(value))
            {
                return value;
            }
        }

        return null;
    }
}
