using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Contract;

/// <summary>Contents that are too large to be held in memory.</summary>
public abstract class LargeContentContract : ContractTest
{
    private const int Length = 50 * 1024 * 1024;

    /// <summary>A few blocks in flight; far less than the content.</summary>
    private const int Bound = 32 * 1024 * 1024;

    [Fact]
    public async Task Content_FiftyMegabytes_GoesThroughInBoundedMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var content = new MadeUpStream(Length);

        var written = await Blobs.WriteAsync("large.bin", content, new BlobWrite { Condition = WriteCondition.CreateOnly }, Cancellation);
        var mostReading = await ReadAsync();

        written.IsWritten.ShouldBeTrue();
        (content.MostMemory - before).ShouldBeLessThan(Bound);
        (mostReading - before).ShouldBeLessThan(Bound);
    }

    [Fact]
    public async Task Content_LargeAndCreatedTwice_IsTheFirst()
    {
        await Blobs.WriteTextAsync("large.bin", "first", WriteCondition.CreateOnly);

        var second = await Blobs.WriteAsync("large.bin", new MadeUpStream(10 * 1024 * 1024), new BlobWrite { Condition = WriteCondition.CreateOnly }, Cancellation);

        second.IsWritten.ShouldBeFalse();
        (await Blobs.ReadTextAsync("large.bin")).ShouldBe("first");
    }

    private async Task<long> ReadAsync()
    {
        await using var blob = (await Blobs.ReadAsync("large.bin", Cancellation)).ShouldNotBeNull();
        blob.Info.Length.ShouldBe(Length);
        var buffer = new byte[64 * 1024];
        var memory = new MemoryWatch();
        long place = 0;
        int count;
        while ((count = await blob.Content.ReadAsync(buffer, Cancellation)) > 0)
        {
            for (var index = 0; index < count; index++, place++)
            {
                if (buffer[index] != MadeUpStream.ByteAt(place))
                {
                    throw new InvalidDataException($"Byte {place} is wrong.");
                }
            }

            memory.Look(place);
        }

        place.ShouldBe(Length);
        return memory.Most;
    }
}
