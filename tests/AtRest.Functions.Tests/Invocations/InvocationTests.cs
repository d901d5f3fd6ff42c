using System.Text;
using AtRest.Functions.Invocations;
using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Invocations;

/// <summary>What the host sends, as it sends it.</summary>
public sealed class InvocationTests
{
    [Theory]
    [InlineData("plain text")]
    [InlineData("""{"kind":"start","id":"x"}""")]
    [InlineData("""{"text":"with \"quotes\" and \\ and \u00e9"}""")]
    [InlineData("[1,2]")]
    [InlineData("12")]
    [InlineData("\"half quoted")]
    public async Task Delivery_OfAnyText_IsTheTextThatWasEnqueued(string text) => (await ReadAsync(HostCalls.Queue(text, 3))).Delivery().Text.ShouldBe(text);

    [Theory]
    [InlineData("""{"Data":{"msg":{"a":1}},"Metadata":{}}""", """{"a":1}""")]
    [InlineData("""{"Data":{"msg":"{\"a\":1}"}}""", """{"a":1}""")]
    [InlineData("""{"data":{"MSG":"\"x\""}}""", "x")]
    [InlineData("""{"Data":{"msg":""}}""", "")]
    public async Task Delivery_OfLessPackedText_IsTheTextAsWell(string body, string text) => (await ReadAsync(body)).Delivery().Text.ShouldBe(text);

    [Theory]
    [InlineData("\"4\"", 4)]
    [InlineData("\"\\\"4\\\"\"", 4)]
    [InlineData("4", 4)]
    [InlineData("\"0\"", 1)]
    [InlineData("null", 1)]
    [InlineData("{\"mine\":true}", 1)]
    public async Task Delivery_Always_KnowsHowOftenItCame(string count, int expected) =>
        (await ReadAsync($$$"""{"Data":{"msg":"\"x\""},"Metadata":{"DequeueCount":{{{count}}} }}""")).Delivery().DequeueCount.ShouldBe(expected);

    [Fact]
    public async Task Delivery_OfAMessageWithAnIdOfItsOwn_RestsOnNothingThatItHides()
    {
        var call = await ReadAsync(HostCalls.Queue("""{"Id":"mine","PopReceipt":7,"DequeueCount":"many"}""", 2));

        call.Delivery().Text.ShouldBe("""{"Id":"mine","PopReceipt":7,"DequeueCount":"many"}""");
        call.Delivery().DequeueCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task IsPastDue_WithOrWithoutStatus_IsWhatTheHostSays(bool isPastDue, bool hasStatus) => (await ReadAsync(HostCalls.Timer(isPastDue, hasStatus))).IsPastDue().ShouldBe(isPastDue);

    [Theory]
    [InlineData("""{"Data":{"myTimer":{}}}""", false)]
    [InlineData("""{"Data":{"myTimer":{"isPastDue":"true"}}}""", true)]
    public async Task IsPastDue_OfOtherShapes_IsUnderstood(string body, bool isPastDue) => (await ReadAsync(body)).IsPastDue().ShouldBe(isPastDue);

    [Theory]
    [InlineData("")]
    [InlineData("oops")]
    [InlineData("{\"Data\":")]
    public async Task ReadAsync_OfNoJson_SaysSo(string body) => (await Should.ThrowAsync<MalformedInvocationException>(() => ReadAsync(body))).Message.ShouldContain("not JSON");

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":null}""")]
    [InlineData("""{"Data":{"other":1}}""")]
    [InlineData("""{"Data":{"msg":null}}""")]
    [InlineData("""{"Data":{"msg":1}}""")]
    public async Task Delivery_WithoutAMessage_SaysWhatIsMissing(string body)
    {
        var call = await ReadAsync(body);

        Should.Throw<MalformedInvocationException>(() => call.Delivery()).Message.ShouldContain("Data.msg");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Data":{"myTimer":null}}""")]
    [InlineData("""{"Data":{"myTimer":{"IsPastDue":7}}}""")]
    public async Task IsPastDue_WithoutATimer_SaysWhatIsMissing(string body)
    {
        var call = await ReadAsync(body);

        Should.Throw<MalformedInvocationException>(() => call.IsPastDue()).Message.ShouldContain("Data.myTimer");
    }

    private static async Task<Invocation> ReadAsync(string body)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return await Invocation.ReadAsync(stream, TestContext.Current.CancellationToken);
    }
}
