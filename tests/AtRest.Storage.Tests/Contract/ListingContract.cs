using System.Text;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Storage.Tests.Contract;

/// <summary>Listing.</summary>
public abstract class ListingContract : ContractTest
{
    [Fact]
    public async Task List_NothingThere_IsEmpty()
    {
        var page = await Blobs.ListAsync(new BlobListing { Prefix = "nothing/" }, Cancellation);

        page.Blobs.ShouldBeEmpty();
        page.Continuation.ShouldBeNull();
    }

    [Fact]
    public async Task List_Always_IsInTheOrderOfBytes()
    {
        string[] names = ["a", "a/b", "a-b", "a.b", "a0", "A", "Z/z", "a/b/c", "a/B", "b.blob", "b.blob/c", "ä", "z", "日本/語", "con", "a+b", "a=b", "a@b", "a,b", "a~b"];
        foreach (var name in names)
        {
            await Blobs.WriteTextAsync(name, name);
        }

        var expected = names.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y))).ToList();
        (await Blobs.ListAllAsync("")).Select(blob => blob.Name).ShouldBe(expected);
        foreach (var limit in new[] { 1, 3, 7 })
        {
            (await Blobs.ListAllAsync("", limit)).Select(blob => blob.Name).ShouldBe(expected);
        }

        foreach (var name in names)
        {
            (await Blobs.ReadTextAsync(name)).ShouldBe(name);
        }
    }

    [Theory]
    [InlineData("org/acme/", "org/acme/1", "org/acme/2/x")]
    [InlineData("org/ac", "org/ac.me", "org/acme/1", "org/acme/2/x", "org/acme2/1")]
    [InlineData("org/ac.", "org/ac.me")]
    [InlineData("org/acme/1", "org/acme/1")]
    [InlineData("org/acme/1/")]
    [InlineData("ORG/")]
    public async Task List_Prefix_ShowsWhatBeginsWithIt(string prefix, params string[] expected)
    {
        foreach (var name in new[] { "org/acme/1", "org/acme/2/x", "org/acme2/1", "org/ac.me", "org/b", "other" })
        {
            await Blobs.WriteTextAsync(name, name);
        }

        (await Blobs.ListAllAsync(prefix, 1)).Select(blob => blob.Name).ShouldBe(expected);
    }

    [Fact]
    public async Task List_Always_HasWhatReadingSays()
    {
        await Blobs.WriteTextAsync("x/y", "12345", contentType: "application/json");

        var listed = (await Blobs.ListAllAsync("x")).ShouldHaveSingleItem();

        await using var blob = (await Blobs.ReadAsync("x/y", Cancellation)).ShouldNotBeNull();
        (listed with { LastModified = blob.Info.LastModified }).ShouldBe(blob.Info);
        (listed.LastModified - blob.Info.LastModified).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    /// <summary>A blob's age needs no clock but the storage's. Azure's times are in whole seconds.</summary>
    [Fact]
    public async Task List_Always_SaysHowOldABlobIs()
    {
        (await Blobs.ListAsync(new BlobListing { Prefix = "age/" }, Cancellation)).ReadAt.ShouldBeInRange(TimeProvider.System.GetUtcNow().AddSeconds(-5), TimeProvider.System.GetUtcNow().AddSeconds(5));
        var started = TimeProvider.System.GetTimestamp();
        await Blobs.WriteTextAsync("age/1", "");
        var young = await Blobs.ListAsync(new BlobListing { Prefix = "age/" }, Cancellation);
        AgeOf(young).ShouldBeInRange(TimeSpan.Zero, TimeProvider.System.GetElapsedTime(started) + TimeSpan.FromSeconds(1));
        var old = await Until.SomeAsync("the blob is two seconds old", async () => await Blobs.ListAsync(new BlobListing { Prefix = "age/" }, Cancellation) is var page && AgeOf(page) >= TimeSpan.FromSeconds(2) ? page : null);

        AgeOf(old).ShouldBeLessThan(TimeProvider.System.GetElapsedTime(started) + TimeSpan.FromSeconds(1));
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        old.Blobs[0].LastModified.ShouldBe(young.Blobs[0].LastModified);
    }

    private static TimeSpan AgeOf(BlobPage page) => page.ReadAt - page.Blobs.ShouldHaveSingleItem().LastModified;

    [Fact]
    public async Task List_DeletedBetweenPages_GoesOn()
    {
        foreach (var number in Enumerable.Range(0, 6))
        {
            await Blobs.WriteTextAsync($"p/{number}", "");
        }

        var first = await Blobs.ListAsync(new BlobListing { Prefix = "p/", Limit = 3 }, Cancellation);
        await Blobs.DeleteAsync("p/2", null, Cancellation);
        await Blobs.DeleteAsync("p/3", null, Cancellation);
        var second = await Blobs.ListAsync(new BlobListing { Prefix = "p/", Limit = 3, Continuation = first.Continuation }, Cancellation);

        first.Blobs.Select(blob => blob.Name).ShouldBe(["p/0", "p/1", "p/2"]);
        second.Blobs.Select(blob => blob.Name).ShouldBe(["p/4", "p/5"]);
        second.Continuation.ShouldBeNull();
    }

    /// <summary>Azure lists at most 5,000 blobs at once: https://learn.microsoft.com/rest/api/storageservices/list-blobs.</summary>
    [Fact]
    public async Task List_MoreThanAPageHolds_AreAllThereInOrder()
    {
        var names = Enumerable.Range(0, 5_200).Select(number => $"many/{number % 40:D2}/{number:D5}.json").ToList();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (name, _) => await Blobs.WriteTextAsync(name, "{}"));

        var all = await Blobs.ListAllAsync("many/");
        var some = await Blobs.ListAllAsync("many/07/", 100);

        all.Select(blob => blob.Name).ShouldBe(names.Order(StringComparer.Ordinal));
        some.Count.ShouldBe(130);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5001)]
    public async Task List_LimitOutOfRange_IsRefused(int limit) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Blobs.ListAsync(new BlobListing { Limit = limit }, Cancellation));
}
