using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Inventory;

public sealed class InventoryStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ParseAsync_Stream_GivesTheDocument()
    {
        using var stream = new MemoryStream(CaseFiles.Inventory("valid-minimal"));

        (await InventoryParser.ParseAsync(stream, Token)).Document!.Organizations.ShouldHaveSingleItem().Id.ShouldBe("acme");
    }

    [Fact]
    public async Task ParseAsync_HundredMebibytes_IsRefusedUnread()
    {
        var path = Path.GetTempFileName();
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            stream.SetLength(100 * 1024 * 1024);

            var error = (await InventoryParser.ParseAsync(stream, Token)).Errors.ShouldHaveSingleItem();

            error.Message.ShouldContain("64 MiB");
            stream.Position.ShouldBe(0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task ParseAsync_EndlessStream_IsRefusedAtTheLimit()
    {
        using var stream = new EndlessStream();

        (await InventoryParser.ParseAsync(stream, Token)).Errors.ShouldHaveSingleItem().Message.ShouldContain("64 MiB");
        stream.BytesRead.ShouldBeLessThan(InventoryParser.MaxBytes + 1024 * 1024);
    }

    [Fact]
    public async Task ParseAsync_Cancelled_Throws()
    {
        using var stream = new EndlessStream();

        await Should.ThrowAsync<OperationCanceledException>(() => InventoryParser.ParseAsync(stream, new CancellationToken(canceled: true)));
    }

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            BytesRead += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
