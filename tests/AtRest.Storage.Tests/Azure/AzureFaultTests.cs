using AtRest.Storage.Azure;
using AtRest.Storage.Tests.Support;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AtRest.Storage.Tests.Azure;

/// <summary>What goes wrong is said in words that help.</summary>
public sealed class AzureFaultTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_WrongKey_SayThatAccessWasRefused()
    {
        var right = await azurite.ConnectionAsync();
        var wrong = right.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal);
        await using var storage = new OpenedStorage(new StorageOptions { Connection = wrong });

        foreach (var call in new Func<Task>[]
        {
            () => storage.Blobs.ReadAsync("a", Cancellation),
            () => storage.Blobs.WriteTextAsync("a", ""),
            () => storage.Blobs.DeleteAsync("a", null, Cancellation),
            () => storage.Blobs.ListAsync(new BlobListing(), Cancellation),
            () => storage.Queues.Open("work").EnqueueAsync("x", TimeSpan.Zero, Cancellation),
            () => storage.Queues.Open("work").ReceiveAsync(new ReceiveOptions(), Cancellation),
        })
        {
            var error = await Should.ThrowAsync<StorageException>(call);
            error.Message.ShouldContain("refused access (403");
            error.IsTransient.ShouldBeFalse();
            error.ToString().ShouldNotContain("AccountKey");
        }
    }

    /// <summary>A lifecycle rule of the account has archived it: as a fault of the whole storage, it would hide all other reports.</summary>
    [Fact]
    public async Task Read_ArchivedBlob_IsAFaultOfThatBlobAlone()
    {
        var options = new StorageOptions { Connection = await azurite.ConnectionAsync() };
        await using var storage = new OpenedStorage(options);
        await storage.Blobs.WriteTextAsync("archived/1", "1");
        await storage.Blobs.WriteTextAsync("archived/2", "2");
        var blob = new BlobContainerClient(options.Connection, options.Container).GetBlobClient("archived/1");
        await blob.SetAccessTierAsync(AccessTier.Archive, cancellationToken: Cancellation);

        var error = await Should.ThrowAsync<StorageException>(() => storage.Blobs.ReadAsync("archived/1", Cancellation));

        (error.IsOfOneBlob, error.IsDamage).ShouldBe((true, false));
        error.Message.ShouldContain("archive tier");
        (await storage.Blobs.ReadTextAsync("archived/2")).ShouldBe("2");
        (await storage.Blobs.ListAllAsync("archived/")).Select(listed => listed.Name).ShouldBe(["archived/1", "archived/2"]);
        await blob.SetAccessTierAsync(AccessTier.Hot, cancellationToken: Cancellation);
        (await storage.Blobs.ReadTextAsync("archived/1")).ShouldBe("1");
    }

    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch", "Storage Blob Data Contributor", false)]
    [InlineData(403, "KeyBasedAuthenticationNotPermitted", "AtRest:Storage:AccountUri", false)]
    [InlineData(403, "AuthorizationFailure", "firewall", false)]
    [InlineData(401, "NoAuthenticationInformation", "refused access", false)]
    [InlineData(409, "ContainerBeingDeleted", "is being deleted", true)]
    [InlineData(404, "ContainerNotFound", "is being deleted", true)]
    [InlineData(412, "ConditionNotMet", "Read it again", true)]
    [InlineData(429, "TooManyRequests", "busy", true)]
    [InlineData(503, "ServerBusy", "busy", true)]
    [InlineData(0, null, "could not be reached", true)]
    [InlineData(400, "OutOfRangeInput", "400 OutOfRangeInput", false)]
    public void From_ServiceError_SaysWhatToDo(int status, string? code, string expected, bool isTransient)
    {
        var failed = new RequestFailedException(status, "detail", code, null);

        var error = AzureFault.From(failed).ShouldNotBeNull();

        error.Message.ShouldContain(expected);
        error.IsTransient.ShouldBe(isTransient);
        error.InnerException.ShouldBe(failed);
        AzureFault.From(new AggregateException(new IOException(), failed))!.Message.ShouldBe(error.Message);
    }

    [Fact]
    public void From_OtherErrors_StayWhatTheyAre()
    {
        AzureFault.From(new InvalidDataException()).ShouldBeNull();
        AzureFault.From(new ArgumentException()).ShouldBeNull();
        AzureFault.From(new TaskCanceledException())!.IsTransient.ShouldBeTrue();
        AzureFault.From(new HttpRequestException())!.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task List_ForeignContinuation_IsRefusedOrEmpty()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync(), Container = $"c-{Guid.NewGuid():N}" });

        (await storage.Blobs.ListAsync(new BlobListing { Continuation = "zzz" }, Cancellation)).Blobs.ShouldBeEmpty();
    }
}
