using System.Collections.Immutable;
using System.Globalization;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AtRest.Hosting.Api.Routes;

/// <summary>Sends a report's file, or a link into the storage.</summary>
internal sealed class ReportFiles(IReportCatalog reports, RenderedFiles rendered, ApiSettings settings)
{
    /// <summary>All formats of reports.</summary>
    public ImmutableArray<string> Formats => rendered.Formats;

    /// <summary>The formats that a report can be downloaded in.</summary>
    public ImmutableArray<string> FormatsOf(ReportEntry entry) => rendered.FormatsOf(entry);

    /// <summary>
    /// The file of a report in a format, the evidence, or a signature. A format that is not stored is rendered and stored. Either the file or the problem is null.
    /// </summary>
    public async Task<(ReportFile? File, Problem? Problem)> FindAsync(HttpContext context, ReportEntry entry, string name)
    {
        if (entry.Downloads.FirstOrDefault(file => file.Format == name) is { } stored)
        {
            return (stored, null);
        }

        var signed = Rendition.SignedFormatOf(name);
        return await rendered.GetAsync(entry, signed ?? name, context.RequestAborted) switch
        {
            Rendition.Made made when signed is null => (made.File, null),
            Rendition.Made { Signature: { } signature } => (signature, null),
            Rendition.Refused refused => (null, Problem.NotRendered(refused.Reason, FormatsOf(entry))),
            Rendition.Busy => (null, Problem.Rendering),
            _ => (null, Problem.NoSuchFormat([.. FormatsOf(entry), .. entry.Downloads.Select(file => file.Format).Except(FormatsOf(entry))])),
        };
    }

    /// <summary>Answers a GET or HEAD.</summary>
    public async Task SendAsync(HttpContext context, ReportEntry entry, ReportFile file)
    {
        var headers = context.Response.Headers;

        // Only the caller may cache it, and must revalidate it each time, so that a caller who lost access gets it from no cache.
        headers.CacheControl = "private, no-cache";
        headers.Vary = $"{HeaderNames.Authorization}, {Authentication.Credentials.KeyHeader}";
        headers.ETag = TagOf(file).ToString();
        var known = EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch.ToArray()!, out var tags) ? tags : [];
        if (known.Any(tag => tag.Compare(TagOf(file), useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (known.Contains(EntityTagHeaderValue.Any))
        {
            await AnswerAnyAsync(context, entry, file);
            return;
        }

        if (settings.Downloads.Links && await reports.LinkAsync(entry, file, settings.Downloads.LinkLifetime, context.RequestAborted) is { } link)
        {
            headers.Remove(HeaderNames.ETag);
            headers.CacheControl = "no-store";
            headers.Location = link.AbsoluteUri;
            TrailNote.OfDownload(context, entry, file);
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            return;
        }

        await SendContentAsync(context, entry, file);
    }

    /// <summary>Answers with the file itself.</summary>
    public async Task SendContentAsync(HttpContext context, ReportEntry entry, ReportFile file)
    {
        var content = await reports.OpenAsync(entry, file, context.RequestAborted);
        if (content is null)
        {
            context.Response.Headers.Clear();
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await using var closing = content;
        var headers = context.Response.Headers;
        headers.ETag = TagOf(file).ToString();
        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:";
        headers.ContentDisposition = $"attachment; filename=\"{DownloadName.Of(entry, file)}\"";
        headers.LastModified = entry.GeneratedAt.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);
        context.Response.ContentType = file.MediaType;
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            TrailNote.OfDownload(context, entry, file);
            await content.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    /// <summary>
    /// Answers <c>If-None-Match: *</c>: the caller has some copy, and asks only whether the file exists (<see href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110</see>).
    /// A damaged file does not count as one, so it is read first. A tag that matches needs no reading: the caller has the right bytes, whatever became of the stored ones.
    /// </summary>
    private async Task AnswerAnyAsync(HttpContext context, ReportEntry entry, ReportFile file)
    {
        await using var content = await reports.OpenAsync(entry, file, context.RequestAborted);
        if (content is null)
        {
            context.Response.Headers.Clear();
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
    }

    /// <summary>The hash of the content: the same bytes have the same tag in every storage.</summary>
    private static EntityTagHeaderValue TagOf(ReportFile file) => new($"\"{file.Sha256}\"");
}
