using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Contract;

/// <summary>Reading, writing and deleting.</summary>
public abstract class ReadWriteContract : ContractTest
{
    [Fact]
    public async Task Check_Always_LeavesNothingBehind()
    {
        await Blobs.WriteTextAsync("x", "1");

        await Blobs.CheckAsync(Cancellation);
        await Blobs.CheckAsync(Cancellation);

        (await Blobs.ListAllAsync("")).Select(blob => blob.Name).ShouldNotContain("check");
        (await Blobs.ReadTextAsync("x")).ShouldBe("1");
    }

    [Fact]
    public async Task Read_NothingThere_IsNull()
    {
        (await Blobs.ReadAsync("a/b.json", Cancellation)).ShouldBeNull();
        await Blobs.WriteTextAsync("a/b.json", "1");
        (await Blobs.ReadAsync("a", Cancellation)).ShouldBeNull();
        (await Blobs.ReadAsync("a/b.json/c", Cancellation)).ShouldBeNull();
        (await Blobs.ReadAsync("a/B.json", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Read_Written_HasContentAndProperties()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-2);
        var written = await Blobs.WriteTextAsync("a/b.json", "{\"é\":1}", WriteCondition.CreateOnly, "application/json; charset=utf-8");

        await using var blob = (await Blobs.ReadAsync("a/b.json", Cancellation)).ShouldNotBeNull();
        (await new StreamReader(blob.Content).ReadToEndAsync(Cancellation)).ShouldBe("{\"é\":1}");
        blob.Info.Name.ShouldBe("a/b.json");
        blob.Info.ETag.ShouldBe(written.ETag);
        blob.Info.ContentType.ShouldBe("application/json; charset=utf-8");
        blob.Info.Length.ShouldBe(8);
        blob.Info.LastModified.ShouldBeInRange(before, TimeProvider.System.GetUtcNow().AddSeconds(2));
        blob.Content.CanSeek.ShouldBeFalse();
    }

    [Fact]
    public async Task Read_AfterARestart_IsTheSame()
    {
        var written = await Blobs.WriteTextAsync("kept", "content");

        await using var blob = (await (await OpenAgainAsync()).Blobs.ReadAsync("kept", Cancellation)).ShouldNotBeNull();
        blob.Info.ETag.ShouldBe(written.ETag);
        (await new StreamReader(blob.Content).ReadToEndAsync(Cancellation)).ShouldBe("content");
    }

    [Fact]
    public async Task Read_ReplacedWhileItIsRead_StaysTheVersionThatWasOpened()
    {
        var old = await Blobs.WriteTextAsync("x", "old");
        await using var blob = (await Blobs.ReadAsync("x", Cancellation)).ShouldNotBeNull();
        await Blobs.WriteTextAsync("x", "new, and longer");

        blob.Info.ETag.ShouldBe(old.ETag);
        (await new StreamReader(blob.Content).ReadToEndAsync(Cancellation)).ShouldBe("old");
    }

    [Fact]
    public async Task Write_NoContent_IsABlobOfNoBytes()
    {
        (await Blobs.WriteTextAsync("empty", "", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue();

        (await Blobs.ReadTextAsync("empty")).ShouldBe("");
        (await Blobs.ListAllAsync("")).ShouldHaveSingleItem().Length.ShouldBe(0);
        (await Blobs.WriteTextAsync("empty", "x", WriteCondition.CreateOnly)).IsWritten.ShouldBeFalse();
    }

    [Fact]
    public async Task Write_ContentThatWasReadInPart_WritesTheRest()
    {
        var content = new MemoryStream("0123456789"u8.ToArray()) { Position = 4 };

        await Blobs.WriteAsync("rest", content, new BlobWrite { Condition = WriteCondition.Any }, Cancellation);

        (await Blobs.ReadTextAsync("rest")).ShouldBe("456789");
    }

    [Fact]
    public async Task Write_ContentFails_SaysSoAndWritesNothing()
    {
        await Should.ThrowAsync<InvalidDataException>(() => Blobs.WriteAsync("broken", new BrokenStream(), new BlobWrite { Condition = WriteCondition.Any }, Cancellation));

        (await Blobs.ReadAsync("broken", Cancellation)).ShouldBeNull();
        (await Blobs.ListAllAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_Always_SaysWhatItFound()
    {
        (await Blobs.DeleteAsync("a/b", null, Cancellation)).ShouldBe(BlobDeleteResult.NotFound);
        (await Blobs.DeleteAsync("a/b", "0x1", Cancellation)).ShouldBe(BlobDeleteResult.NotFound);
        var first = await Blobs.WriteTextAsync("a/b", "1");
        var second = await Blobs.WriteTextAsync("a/b", "2");

        (await Blobs.DeleteAsync("a/b", first.ETag, Cancellation)).ShouldBe(BlobDeleteResult.PreconditionFailed);
        (await Blobs.ReadTextAsync("a/b")).ShouldBe("2");
        (await Blobs.DeleteAsync("a/b", second.ETag, Cancellation)).ShouldBe(BlobDeleteResult.Deleted);
        (await Blobs.ReadAsync("a/b", Cancellation)).ShouldBeNull();
        (await Blobs.ListAllAsync("")).ShouldBeEmpty();
        (await Blobs.WriteTextAsync("a/b", "3", WriteCondition.CreateOnly)).IsWritten.ShouldBeTrue();
        (await Blobs.DeleteAsync("a/b", null, Cancellation)).ShouldBe(BlobDeleteResult.Deleted);
    }

    [Fact]
    public async Task Calls_Cancelled_DoNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Blobs.ReadAsync("a", cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Blobs.WriteAsync("a", Stream.Null, new BlobWrite { Condition = WriteCondition.Any }, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Blobs.DeleteAsync("a", null, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Blobs.ListAsync(new BlobListing(), cancelled));
        (await Blobs.ReadAsync("a", Cancellation)).ShouldBeNull();
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new InvalidDataException("The content is broken.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidDataException("The content is broken.");
    }
}
