using System.Globalization;
using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Contract;

/// <summary>Conditional writes: of many writers one wins, and nobody's change is lost.</summary>
public abstract class ConditionContract : ContractTest
{
    [Fact]
    public async Task Write_CreateOnly_SucceedsOnce()
    {
        (await Blobs.WriteTextAsync("report", "1", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue();

        var second = await Blobs.WriteTextAsync("report", "2", WriteCondition.CreateOnly);

        second.ShouldBe(BlobWriteResult.PreconditionFailed);
        (await Blobs.ReadTextAsync("report")).ShouldBe("1");
    }

    [Fact]
    public async Task Write_Replace_NeedsTheVersionThatIsThere()
    {
        var first = await Blobs.WriteTextAsync("manifest", "same", WriteCondition.CreateOnly);
        var second = await Blobs.WriteTextAsync("manifest", "same", WriteCondition.Replace(first.ETag!));

        second.IsWritten.ShouldBeTrue();
        second.ETag.ShouldNotBe(first.ETag, "the same bytes again are another version");
        (await Blobs.WriteTextAsync("manifest", "late", WriteCondition.Replace(first.ETag!))).IsWritten.ShouldBeFalse();
        (await Blobs.WriteTextAsync("absent", "x", WriteCondition.Replace(first.ETag!))).IsWritten.ShouldBeFalse();
        (await Blobs.ReadTextAsync("manifest")).ShouldBe("same");
        (await Blobs.ReadAsync("absent", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Write_Any_Overwrites()
    {
        await Blobs.WriteTextAsync("x", "1", contentType: "text/plain");
        await Blobs.WriteTextAsync("x", "2", contentType: "text/html");

        await using var blob = (await Blobs.ReadAsync("x", Cancellation)).ShouldNotBeNull();
        blob.Info.ContentType.ShouldBe("text/html");
        (await new StreamReader(blob.Content).ReadToEndAsync(Cancellation)).ShouldBe("2");
    }

    [Fact]
    public async Task Write_HundredAtOnceCreateOnly_ExactlyOneWins()
    {
        var other = await OpenAgainAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(
            () => (number % 2 == 0 ? Blobs : other.Blobs).WriteTextAsync("once/only", number.ToString(CultureInfo.InvariantCulture), WriteCondition.CreateOnly))));

        var winner = results.Index().Where(result => result.Item.IsWritten).ShouldHaveSingleItem();
        (await Blobs.ReadTextAsync("once/only")).ShouldBe(winner.Index.ToString(CultureInfo.InvariantCulture));
        (await Blobs.ListAllAsync("once/")).ShouldHaveSingleItem().ETag.ShouldBe(winner.Item.ETag);
    }

    [Fact]
    public async Task Write_HundredReplaceTheSameVersion_ExactlyOneWins()
    {
        var start = await Blobs.WriteTextAsync("one", "start");
        var other = await OpenAgainAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(
            () => (number % 2 == 0 ? Blobs : other.Blobs).WriteTextAsync("one", number.ToString(CultureInfo.InvariantCulture), WriteCondition.Replace(start.ETag!)))));

        var winner = results.Index().Where(result => result.Item.IsWritten).ShouldHaveSingleItem();
        (await Blobs.ReadTextAsync("one")).ShouldBe(winner.Index.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Write_ManyCountTogether_NoneIsLost()
    {
        await Blobs.WriteTextAsync("counter", "0");
        var other = await OpenAgainAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => CountAsync(number % 2 == 0 ? Blobs : other.Blobs, 5))));

        (await Blobs.ReadTextAsync("counter")).ShouldBe("40");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("\"quoted\"")]
    [InlineData("a, b")]
    [InlineData("é")]
    public async Task ETag_ThatIsNone_IsRefused(string etag)
    {
        await Blobs.WriteTextAsync("x", "1");

        Should.Throw<ArgumentException>(() => WriteCondition.Replace(etag));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.DeleteAsync("x", etag, Cancellation));
        (await Blobs.ReadTextAsync("x")).ShouldBe("1");
    }

    private static async Task CountAsync(IBlobStore blobs, int times)
    {
        for (var done = 0; done < times;)
        {
            await using var blob = (await blobs.ReadAsync("counter", Cancellation)).ShouldNotBeNull();
            var value = int.Parse(await new StreamReader(blob.Content).ReadToEndAsync(Cancellation), CultureInfo.InvariantCulture);
            if ((await blobs.WriteTextAsync("counter", $"{value + 1}", WriteCondition.Replace(blob.Info.ETag))).IsWritten)
            {
                done++;
            }
        }
    }
}
