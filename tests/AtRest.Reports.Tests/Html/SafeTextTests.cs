using System.Net;
using AtRest.Reports.Html.Writing;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

public sealed class SafeTextTests
{
    [Fact]
    public void Encode_Markup_IsNoMarkup()
    {
        const string text = HostileReports.Script + HostileReports.Attribute + "<!--&amp;";

        var encoded = SafeText.Encode(text);

        encoded.ShouldNotContain('<');
        encoded.ShouldNotContain('>');
        encoded.ShouldNotContain('"');
        encoded.ShouldNotContain('\'');
        WebUtility.HtmlDecode(encoded).ShouldBe(text);
    }

    [Fact]
    public void Encode_Null_IsEmpty() => SafeText.Encode(null).ShouldBeEmpty();
}
