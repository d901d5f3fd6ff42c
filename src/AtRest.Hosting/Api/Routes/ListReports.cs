using System.Globalization;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/reports</c>: a page of reports, newest first.</summary>
internal sealed class ListReports(IReportCatalog reports, ReportFiles files, Declared declared) : IOrganizationRoute
{
    private const int DefaultLimit = 50;
    /// <summary>The largest number of items on a page.</summary>
    public const int MaxLimit = 200;

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (!TryReadLimit(context.Request.Query, out var limit))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest($"'limit' must be one whole number from 1 to {MaxLimit}."));
            return;
        }

        var before = context.Request.Query["before"];
        var page = before.Count switch
        {
            0 => await reports.ListAsync(organizationId, null, limit, context.RequestAborted),
            1 when PathIds.IsUuid(before[0] ?? "") => await reports.ListAsync(organizationId, before[0], limit, context.RequestAborted),
            _ => null,
        };
        if (page is null)
        {
            await Answers.ProblemAsync(context, Problem.BadRequest("'before' must be the ID of a report that still exists. Start again without 'before'."));
            return;
        }

        await AnswerAsync(context, organizationId, page, limit);
    }

    private async Task AnswerAsync(HttpContext context, string organizationId, ReportPage page, int limit)
    {
        // Reports outlive the declaration. If there are none, the declaration decides between an empty list and 404.
        if (page.Reports.IsEmpty && await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var next = page.HasMore ? string.Create(CultureInfo.InvariantCulture, $"{ApiPaths.Of(ApiPaths.Reports, organizationId)}?before={page.Reports[^1].ReportId}&limit={limit}") : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        await Answers.JsonAsync(context, new ReportListBody([.. page.Reports.Select(entry => ReportBody.Of(entry, files.FormatsOf(entry)))]) { Next = next }, ApiJson.Readable.ReportListBody);
    }

    /// <summary>Only digits: the parser itself ignores NULs at the end (https://learn.microsoft.com/dotnet/api/system.int32.parse#system-int32-parse(system-string-system-globalization-numberstyles)).</summary>
    public static bool TryReadLimit(IQueryCollection query, out int limit)
    {
        limit = DefaultLimit;
        var given = query["limit"];
        return given.Count == 0
            || (given is [{ Length: > 0 and <= 3 } text] && text.All(char.IsAsciiDigit)
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit);
    }
}
