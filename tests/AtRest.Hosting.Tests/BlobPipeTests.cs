using System.Security.Cryptography;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests;

/// <summary>Blobs that are stored while they are made.</summary>
public sealed class BlobPipeTests : IDisposable
{
    private const int Part = 100_000;
    private const string Name = "organizations/acme/file.json";

    private readonly string folder = Directory.CreateTempSubdirectory("atrest-pipe-").FullName;
    private readonly ServiceProvider services;
    private readonly IBlobStore blobs;

    public BlobPipeTests()
    {
        services = new ServiceCollection().AddAtRestStorage(new StorageOptions { Folder = folder }).BuildServiceProvider();
        blobs = services.GetRequiredService<IBlobStore>();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public async Task Blob_HasWhatWasMade_AndItsLengthAndHash(int parts)
    {
        var digest = (await WriteAsync(WriteCondition.CreateOnly, parts)).ShouldNotBeNull();

        var content = await ContentAsync();
        content!.Length.ShouldBe(parts * Part);
        digest.ShouldBe(new BlobDigest(content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        (await blobs.DigestAsync(Name, Cancellation)).ShouldBe(digest);
    }

    [Fact]
    public async Task Blob_ThatExists_StaysAsItIs_AndNothingMoreIsMade()
    {
        await WriteAsync(WriteCondition.CreateOnly, 1);
        var made = 0;

        var digest = await blobs.WriteAsync(Name, Write(WriteCondition.CreateOnly), async (stream, token) =>
        {
            for (; made < 1_000; made++)
            {
                await stream.WriteAsync(new byte[Part], token);
            }
        }, Cancellation);

        digest.ShouldBeNull();
        made.ShouldBeLessThan(1_000);
        (await ContentAsync())!.Length.ShouldBe(Part);
    }

    [Fact]
    public async Task Blob_WhoseMakerFails_DoesNotExist_AndItsFailureIsThrown()
    {
        await Should.ThrowAsync<InvalidDataException>(() => blobs.WriteAsync(Name, Write(WriteCondition.Any), async (stream, token) =>
        {
            await stream.WriteAsync(new byte[Part], token);
            throw new InvalidDataException("The maker failed.");
        }, Cancellation));

        (await ContentAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Cancelled_LeavesNoBlob()
    {
        using var source = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => blobs.WriteAsync(Name, Write(WriteCondition.Any), async (stream, token) =>
        {
            await stream.WriteAsync(new byte[Part], token);
            await source.CancelAsync();
            await stream.WriteAsync(new byte[Part], token);
        }, source.Token));

        (await ContentAsync()).ShouldBeNull();
    }

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static BlobWrite Write(WriteCondition condition) => new() { Condition = condition, ContentType = "application/json" };

    private Task<BlobDigest?> WriteAsync(WriteCondition condition, int parts) => blobs.WriteAsync(Name, Write(condition), async (stream, token) =>
    {
        for (var part = 0; part < parts; part++)
        {
            await stream.WriteAsync(Enumerable.Repeat((byte)part, Part).ToArray(), token);
        }
    }, Cancellation);

    private async Task<byte[]?> ContentAsync()
    {
        if (await blobs.ReadAsync(Name, Cancellation) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            using var buffer = new MemoryStream();
            await blob.Content.CopyToAsync(buffer, Cancellation);
            return buffer.ToArray();
        }
    }
}
