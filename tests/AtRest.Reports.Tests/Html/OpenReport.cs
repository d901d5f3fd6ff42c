using AtRest.Core.Audits;
using Microsoft.Playwright;

namespace AtRest.Reports.Tests.Html;

/// <summary>A report, rendered to a file and opened in the browser, with all that the browser complained about.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly string file;

    private OpenReport(IPage page, string file)
    {
        Page = page;
        this.file = file;
    }

    public IPage Page { get; }

    /// <summary>Addresses that the page asked for, besides itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors and warnings, those of the Content-Security-Policy among them.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<OpenReport> OpenAsync(Browser browser, AuditReport report, BrowserNewPageOptions? options = null, string place = "")
    {
        var file = Path.Combine(Path.GetTempPath(), $"atrest-report-{Guid.NewGuid():N}.html");
        await File.WriteAllBytesAsync(file, await Renderers.RenderAsync("html", report), TestContext.Current.CancellationToken);
        var address = new Uri(file).AbsoluteUri;
        var opened = new OpenReport(await browser.NewPageAsync(options), file);
        opened.Page.Request += (_, request) =>
        {
            if (request.Url.Split('#')[0] != address)
            {
                opened.Requests.Add(request.Url);
            }
        };
        opened.Page.Console += (_, message) => opened.Complaints.Add(message.Text);
        opened.Page.PageError += (_, error) => opened.Complaints.Add(error);
        opened.Page.Dialog += (_, dialog) => opened.Complaints.Add($"dialog: {dialog.Message}");
        await opened.Page.GotoAsync($"{address}{place}", new PageGotoOptions { Timeout = 120_000 });
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        File.Delete(file);
    }
}
