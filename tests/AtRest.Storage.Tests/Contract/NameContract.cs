using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Contract;

/// <summary>The same names are good and bad everywhere.</summary>
public abstract class NameContract : ContractTest
{
    public static TheoryData<string> BadNames => BlobNameTests.BadNames;

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task Calls_BadName_AreRefused(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => Blobs.ReadAsync(name, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.WriteTextAsync(name, ""));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.DeleteAsync(name, null, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => Blobs.CreateReadLinkAsync(name, new ReadLink { Lifetime = TimeSpan.FromMinutes(1) }, Cancellation));
    }

    [Theory]
    [InlineData("Report", "report")]
    [InlineData("é", "e\u0301")]
    [InlineData("a/b", "a")]
    [InlineData("x.blob/y", "x")]
    [InlineData("aux/nul", "aux")]
    [InlineData("日本語/レポート", "日本語")]
    [InlineData("𠮷野家", "吉野家")]
    public async Task Names_ThatAreNearlyTheSame_AreDifferentBlobs(string one, string other)
    {
        await Blobs.WriteTextAsync(one, "one", WriteCondition.CreateOnly);
        (await Blobs.WriteTextAsync(other, "other", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue();

        (await Blobs.ReadTextAsync(one)).ShouldBe("one");
        (await Blobs.ReadTextAsync(other)).ShouldBe("other");
        (await Blobs.ListAllAsync("")).Select(blob => blob.Name).ShouldBe([one, other], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_AsLongAsTheyMayBe_Work()
    {
        var segment = string.Concat(Enumerable.Repeat("ÄÖ", BlobName.MaxSegmentBytes / 4));
        var name = string.Join('/', Enumerable.Repeat(segment, 6)) + "/" + new string('X', 26);

        BlobName.IsValid(name).ShouldBeTrue();
        await Blobs.WriteTextAsync(name, "long");

        (await Blobs.ReadTextAsync(name)).ShouldBe("long");
        (await Blobs.ListAllAsync(segment)).ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("/a")]
    [InlineData("a//")]
    [InlineData("../")]
    [InlineData("a/../b")]
    [InlineData("a\\b")]
    [InlineData(".")]
    public async Task List_BadPrefix_IsRefused(string prefix) =>
        await Should.ThrowAsync<ArgumentException>(() => Blobs.ListAsync(new BlobListing { Prefix = prefix }, Cancellation));
}
