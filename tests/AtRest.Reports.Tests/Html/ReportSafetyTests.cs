using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

[Collection<BrowserCollection>]
public sealed class ReportSafetyTests(Browser browser)
{
    [Fact]
    public async Task Open_HostileTextsEverywhere_RunsAndLoadsNothing()
    {
        await using var report = await OpenReport.OpenAsync(browser, HostileReports.Everywhere());

        (await report.Page.EvaluateAsync<bool>("() => 'owned' in window")).ShouldBeFalse();
        (await report.Page.Locator("script, img, iframe, object, embed, link, form, base").CountAsync()).ShouldBe(0);
        report.Requests.ShouldBeEmpty();
        report.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_HostileTextsEverywhere_ShowsThemAsText()
    {
        await using var report = await OpenReport.OpenAsync(browser, HostileReports.Everywhere());

        var name = await report.Page.Locator(".for").InnerTextAsync();
        name.ShouldStartWith(HostileReports.Script + HostileReports.Attribute + "safe‹U+202E›gpj.exe‹U+2066›‹U+0000›‹U+0085›‹U+200B›\uFFFD high, low \uFFFD");
        (await report.Page.TitleAsync()).ShouldContain(HostileReports.Script);
        (await report.Page.Locator("pre code").First.TextContentAsync())!.ShouldContain("</code></pre>-->");
    }

    [Fact]
    public async Task Open_OrdinaryReport_ObeysItsOwnSecurityPolicy()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Bank());

        report.Requests.ShouldBeEmpty();
        report.Complaints.ShouldBeEmpty();
        (await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.cover')).borderTopWidth")).ShouldBe("6px");
    }

    [Fact]
    public async Task Open_ScriptAndStylePutIntoThePage_ArePreventedByThePolicy()
    {
        await using var report = await OpenReport.OpenAsync(browser, SampleReports.Single());

        await report.Page.EvaluateAsync(
            """
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.owned = 1';
              document.body.append(script);
              const style = document.createElement('style');
              style.textContent = 'body { opacity: 0 }';
              document.body.append(style);
              const image = document.createElement('img');
              image.src = 'https://example.invalid/x.png';
              document.body.append(image);
            }
            """);

        (await report.Page.EvaluateAsync<bool>("() => 'owned' in window")).ShouldBeFalse();
        (await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).opacity")).ShouldBe("1");
        report.Complaints.Count(complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.invalid/")]
    [InlineData("data:text/html,x")]
    [InlineData("our own observation")]
    public async Task Open_StatementWhoseSourceIsNoSecurePage_ShowsItWithoutALink(string source)
    {
        var sample = SampleReports.Single();
        var hostile = sample with { Clusters = [sample.Clusters.First() with { Statements = [new Statement("A statement.", source)] }] };

        await using var report = await OpenReport.OpenAsync(browser, hostile);

        (await report.Page.Locator(".statements a").CountAsync()).ShouldBe(0);
        (await report.Page.Locator(".statements").TextContentAsync())!.ShouldContain(source);
    }
}
