using AtRest.Hosting.Keys;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Keys;

/// <summary>In an outage of the storage, keys that were checked before work for some minutes, and no longer.</summary>
public sealed class KeyOutageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("atrest-keys-");
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private static readonly KeyOwner Acme = KeyOwner.Of("acme");

    [Fact]
    public async Task Reading_InAnOutage_IsTheLastOneForFiveMinutes()
    {
        await using var services = new ServiceCollection().AddAtRestStorage(new StorageOptions { Folder = folder.FullName }).BuildServiceProvider();
        var blobs = new FailingBlobs(services.GetRequiredService<IBlobStore>());
        var documents = new KeyDocuments(blobs, clock);
        await documents.ChangeAsync(Acme, document => (document with { Keys = [Key] }, true), Cancellation);
        blobs.Fails = true;

        clock.Advance(KeyDocuments.LongestStale - TimeSpan.FromSeconds(1));
        (await documents.RecentAsync(Acme, Cancellation)).Keys.ShouldHaveSingleItem();
        clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<StorageException>(() => documents.RecentAsync(Acme, Cancellation));
        blobs.Fails = false;
        (await documents.RecentAsync(Acme, Cancellation)).Keys.ShouldHaveSingleItem();
    }

    /// <summary>Damage is no outage: nobody knows what the blob said.</summary>
    [Fact]
    public async Task Reading_OfADamagedBlob_Fails()
    {
        await using var services = new ServiceCollection().AddAtRestStorage(new StorageOptions { Folder = folder.FullName }).BuildServiceProvider();
        var blobs = services.GetRequiredService<IBlobStore>();
        var documents = new KeyDocuments(blobs, clock);
        await documents.ChangeAsync(Acme, document => (document with { Keys = [Key] }, true), Cancellation);
        await blobs.WriteAsync(Acme.Blob, new MemoryStream("{"u8.ToArray()), new BlobWrite { Condition = WriteCondition.Any }, Cancellation);
        clock.Advance(KeyDocuments.Fresh);

        (await Should.ThrowAsync<StorageException>(() => documents.RecentAsync(Acme, Cancellation))).IsDamage.ShouldBeTrue();
    }

    [Fact]
    public async Task Changes_AtTheSameTime_AreAllKept()
    {
        await using var services = new ServiceCollection().AddAtRestStorage(new StorageOptions { Folder = folder.FullName }).BuildServiceProvider();
        var blobs = services.GetRequiredService<IBlobStore>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            new KeyDocuments(blobs, clock).ChangeAsync(Acme, document => (document with { Keys = document.Keys.Add(Key with { Id = $"{number:D12}" }) }, true), Cancellation)));

        (await new KeyDocuments(blobs, clock).ReadAsync(Acme, Cancellation)).Keys.Select(key => key.Id).Distinct().Count().ShouldBe(8);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IssuedKey Key => new()
    {
        Id = "0123456789ab",
        Kind = KeyKind.Api,
        Name = "a key",
        Hash = new string('0', 64),
        Right = KeyRight.Member,
        MadeBy = "key:000000000000",
        MadeAt = clock.GetUtcNow(),
        EndsAt = clock.GetUtcNow().AddDays(1),
    };

    private sealed class FailingBlobs(IBlobStore inner) : IBlobStore
    {
        public bool Fails { get; set; }

        private IBlobStore Inner => Fails ? throw new StorageException("The storage cannot be reached.") { IsTransient = true } : inner;

        public Task<BlobContent?> ReadAsync(string name, CancellationToken cancellationToken) => Inner.ReadAsync(name, cancellationToken);

        public Task<BlobWriteResult> WriteAsync(string name, Stream content, BlobWrite write, CancellationToken cancellationToken) => Inner.WriteAsync(name, content, write, cancellationToken);

        public Task<BlobDeleteResult> DeleteAsync(string name, string? etag, CancellationToken cancellationToken) => Inner.DeleteAsync(name, etag, cancellationToken);

        public Task<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken) => Inner.ListAsync(listing, cancellationToken);

        public Task<Uri?> CreateReadLinkAsync(string name, ReadLink link, CancellationToken cancellationToken) => Inner.CreateReadLinkAsync(name, link, cancellationToken);

        public Task CheckAsync(CancellationToken cancellationToken) => Inner.CheckAsync(cancellationToken);
    }
}
