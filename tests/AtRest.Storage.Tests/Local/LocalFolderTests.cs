using AtRest.Storage.Local;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Processes;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Storage.Tests.Local;

/// <summary>What is particular to a folder.</summary>
public sealed class LocalFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Folder_NotThere_IsCreatedForThisUserAlone()
    {
        var path = folder.PathOf("not", "there");
        await using var storage = new OpenedStorage(new StorageOptions { Folder = path });
        Directory.Exists(path).ShouldBeFalse("nothing happens before the first call");

        await storage.Blobs.WriteTextAsync("Reports/a", "x");

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.Exists(folder.PathOf("not", "there", "blobs", "%52eports", "a.blob")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("blobs")]
    public async Task Folder_GoneWhileInUse_IsNoEmptyFolder(string? gone)
    {
        await using var storage = new OpenedStorage(new StorageOptions { Folder = folder.PathOf("data") });
        await storage.Blobs.WriteTextAsync("reports/a", "x");
        var path = folder.PathOf(gone is null ? ["data"] : ["data", gone]);
        Directory.Delete(path, recursive: true);
        if (gone is not null)
        {
            await File.WriteAllTextAsync(path, "no folder", Cancellation);
        }

        (await Should.ThrowAsync<StorageException>(() => storage.Blobs.ReadAsync("reports/a", Cancellation))).Message.ShouldContain("cannot be used");
        await Should.ThrowAsync<StorageException>(() => storage.Blobs.ListAsync(new BlobListing { Prefix = "reports/" }, Cancellation));
        await Should.ThrowAsync<StorageException>(() => storage.Queues.Open("work").CountAsync(Cancellation));
    }

    /// <summary>A user deleted it while the server runs: it must not fail until somebody restarts it.</summary>
    [Theory]
    [InlineData("temp")]
    [InlineData("queues")]
    [InlineData("locks")]
    [InlineData("trash")]
    public async Task Folder_DeletedWhileInUse_IsMadeAgain(string gone)
    {
        await using var storage = new OpenedStorage(folder.Options);
        await using var other = new OpenedStorage(folder.Options);
        var queue = storage.Queues.Open("work");
        await storage.Blobs.WriteTextAsync("a", "1");
        await other.Blobs.WriteTextAsync("b", "1");
        await other.Blobs.RetireAsync("b", Cancellation);
        await queue.EnqueueAsync("lost or not", TimeSpan.Zero, Cancellation);
        Directory.Delete(folder.PathOf(gone), recursive: true);

        // Many at once, of two processes.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? storage : other).Blobs.WriteTextAsync($"c/{number}", "1")));
        (await storage.Blobs.WriteTextAsync("a", "2", WriteCondition.CreateOnly)).IsWritten.ShouldBeFalse();
        (await storage.Blobs.ReadTextAsync("a")).ShouldBe("1");
        (await storage.Blobs.RetireAsync("a", Cancellation)).ShouldBe(BlobDeleteResult.Deleted);
        await storage.Blobs.CheckAsync(Cancellation);
        (await queue.CountAsync(Cancellation)).ShouldBe(gone == "queues" ? 0 : 1);
        await queue.EnqueueAsync("x", TimeSpan.Zero, Cancellation);
        var received = await other.Queues.Open("work").ReceiveAsync(new ReceiveOptions { MaxMessages = 9 }, Cancellation);
        received[^1].Text.ShouldBe("x");
        (await queue.CompleteAsync(received[^1], Cancellation)).ShouldBeTrue();
        Directory.Exists(folder.PathOf(gone)).ShouldBeTrue();
    }

    [Fact]
    public async Task TemporaryFolder_TidiedAway_IsMadeAgain()
    {
        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.WriteTextAsync("a", "1");
        Directory.Delete(folder.PathOf("temp"), recursive: true);

        (await storage.Blobs.WriteTextAsync("a", "2")).IsWritten.ShouldBeTrue();

        (await storage.Blobs.ReadTextAsync("a")).ShouldBe("2");
        await storage.Blobs.CheckAsync(Cancellation);
        Directory.GetFiles(folder.PathOf("temp")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leftovers_OfKilledWriters_AreClearedAway()
    {
        var temporary = Directory.CreateDirectory(folder.PathOf("temp")).FullName;
        var old = await WriteAsync(temporary, "old.tmp", TimeSpan.FromMinutes(5));
        var young = await WriteAsync(temporary, "young.tmp", TimeSpan.Zero);
        var beingWritten = await WriteAsync(temporary, "held.tmp", TimeSpan.FromMinutes(5));
        using var held = new FileStream(beingWritten, FileMode.Open, FileAccess.Read, FileShare.Read);

        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.ReadAsync("x", Cancellation);

        File.Exists(old).ShouldBeFalse();
        File.Exists(young).ShouldBeTrue();
        File.Exists(beingWritten).ShouldBeTrue();
    }

    [Fact]
    public async Task Writes_Always_LeaveNothingBehind()
    {
        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.WriteTextAsync("a/b/c", "1");
        await storage.Blobs.WriteTextAsync("a/b/c", "2", WriteCondition.CreateOnly);
        await Should.ThrowAsync<IOException>(() => storage.Blobs.WriteAsync("a/x", new FailingStream(), new BlobWrite { Condition = WriteCondition.Any }, Cancellation));
        await storage.Blobs.DeleteAsync("a/b/c", null, Cancellation);
        var queue = storage.Queues.Open("work");
        await queue.EnqueueAsync("x", TimeSpan.Zero, Cancellation);
        await queue.CompleteAsync((await queue.ReceiveAsync(new ReceiveOptions(), Cancellation))[0], Cancellation);

        Directory.GetFiles(folder.PathOf("temp")).ShouldBeEmpty();
        Directory.GetFileSystemEntries(folder.PathOf("blobs")).ShouldBeEmpty("empty directories go too");
        Directory.GetFiles(folder.PathOf("queues", "work")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_DiskFull_SaySoAndLeaveNothingBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lets a user mount a small disk.");
        using var process = ChildWriter.StartOnSmallDisk(folder.Path, "outcome");
        var output = new ProcessOutput(process.StandardOutput);
        await output.UntilAsync(lines => lines.Contains(ChildWriter.Ready) || output.HasEnded, Cancellation);
        process.Kill();
        await output.EndAsync();
        var said = output.Lines;
        Assert.SkipWhen(said is [], "This system does not let its users mount.");

        // It goes on after that, until it is killed.
        said.Length.ShouldBeGreaterThanOrEqualTo(6, output.Text);
        said[0].ShouldContain("the disk is full");
        said[1].ShouldContain("the disk is full");
        said[2].ShouldBe("written");
        said[3].ShouldContain("the disk is full");
        said[4..6].ShouldBe(["0 left", ChildWriter.Ready]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("AtRest-Blob-1 {}\n")]
    [InlineData("AtRest-Blob-1 nonsense\ncontent")]
    public async Task Read_ForeignFile_SaysWhich(string content)
    {
        Directory.CreateDirectory(folder.PathOf("blobs"));
        await File.WriteAllTextAsync(folder.PathOf("blobs", "x.blob"), content, Cancellation);
        await using var storage = new OpenedStorage(folder.Options);

        var error = await Should.ThrowAsync<StorageException>(() => storage.Blobs.ReadAsync("x", Cancellation));

        error.Message.ShouldContain("x.blob");
        error.IsTransient.ShouldBeFalse();
    }

    /// <summary>One damaged file hides no other, and can be replaced or deleted like every version of a blob.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("AtRest-Blob-1 nonsense\ncontent")]
    public async Task List_DamagedFile_IsListedAndHasAVersion(string content)
    {
        await using var storage = new OpenedStorage(folder.Options);
        foreach (var name in new[] { "a/1", "a/2", "a/3" })
        {
            await storage.Blobs.WriteTextAsync(name, name);
        }

        await File.WriteAllTextAsync(folder.PathOf("blobs", "a", "2.blob"), content, Cancellation);
        var listed = await storage.Blobs.ListAllAsync("a/");
        listed.Select(blob => blob.Name).ShouldBe(["a/1", "a/2", "a/3"]);
        (await Should.ThrowAsync<StorageException>(() => storage.Blobs.ReadAsync("a/2", Cancellation))).IsDamage.ShouldBeTrue();

        (await storage.Blobs.WriteTextAsync("a/2", "other", WriteCondition.Replace("other"))).IsWritten.ShouldBeFalse();
        (await storage.Blobs.DeleteAsync("a/2", "other", Cancellation)).ShouldBe(BlobDeleteResult.PreconditionFailed);
        (await storage.Blobs.WriteTextAsync("a/2", "repaired", WriteCondition.Replace(listed[1].ETag))).IsWritten.ShouldBeTrue();
        (await storage.Blobs.ReadTextAsync("a/2")).ShouldBe("repaired");
        (await storage.Blobs.WriteTextAsync("a/2", "again", WriteCondition.Replace(listed[1].ETag))).IsWritten.ShouldBeFalse();
        await File.WriteAllTextAsync(folder.PathOf("blobs", "a", "2.blob"), content, Cancellation);
        (await storage.Blobs.DeleteAsync("a/2", null, Cancellation)).ShouldBe(BlobDeleteResult.Deleted);
        (await storage.Blobs.ListAllAsync("a/")).Select(blob => blob.Name).ShouldBe(["a/1", "a/3"]);
    }

    /// <summary>Such a folder is damage of one blob: as a fault of the whole storage, it hid all reports of its organization.</summary>
    [Fact]
    public async Task Read_FolderInPlaceOfAFile_IsDamageOfThatBlob()
    {
        await using var storage = new OpenedStorage(folder.Options);
        foreach (var name in new[] { "a/1", "a/2", "a/3" })
        {
            await storage.Blobs.WriteTextAsync(name, name);
        }

        File.Delete(folder.PathOf("blobs", "a", "2.blob"));
        Directory.CreateDirectory(folder.PathOf("blobs", "a", "2.blob"));

        var error = await Should.ThrowAsync<StorageException>(() => storage.Blobs.ReadAsync("a/2", Cancellation));
        error.IsDamage.ShouldBeTrue();
        error.Message.ShouldContain("2.blob");
        (await storage.Blobs.ReadTextAsync("a/3")).ShouldBe("a/3");
        (await storage.Blobs.ListAllAsync("a/")).Select(blob => blob.Name).ShouldBe(["a/1", "a/3"]);
    }

    /// <summary>A sector that cannot be read any more, or a link that leads to itself: it hides no other blob. It may come back, so nobody who knows a version gets a wrong answer.</summary>
    [Theory]
    [InlineData("/proc/self/mem")]
    [InlineData("2.blob")]
    public async Task Read_FileThatTheDiskDoesNotGive_IsAFaultOfThatBlobAlone(string target)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The first byte of /proc/self/mem is an error of the disk on Linux only.");
        await using var storage = new OpenedStorage(folder.Options);
        foreach (var name in new[] { "a/1", "a/2", "a/3" })
        {
            await storage.Blobs.WriteTextAsync(name, name);
        }

        var path = folder.PathOf("blobs", "a", "2.blob");
        File.Delete(path);
        File.CreateSymbolicLink(path, target);

        await ShouldWaitAsync(() => storage.Blobs.ReadAsync("a/2", Cancellation));
        await ShouldWaitAsync(() => storage.Blobs.WriteTextAsync("a/2", "other", WriteCondition.Replace("other")));
        await ShouldWaitAsync(() => storage.Blobs.DeleteAsync("a/2", "other", Cancellation));
        (await storage.Blobs.WriteTextAsync("a/2", "again", WriteCondition.CreateOnly)).IsWritten.ShouldBeFalse();
        (await storage.Blobs.ReadTextAsync("a/3")).ShouldBe("a/3");
        var listed = await storage.Blobs.ListAllAsync("a/");
        listed.Select(blob => blob.Name).ShouldBe(["a/1", "a/2", "a/3"]);
        (await storage.Blobs.WriteTextAsync("a/2", "again", WriteCondition.Replace(listed[1].ETag))).IsWritten.ShouldBeTrue();
        (await storage.Blobs.ReadTextAsync("a/2")).ShouldBe("again");

        async Task ShouldWaitAsync(Func<Task> call)
        {
            var error = await Should.ThrowAsync<StorageException>(call);
            (error.IsOfOneBlob, error.IsDamage).ShouldBe((true, false));
            error.Message.ShouldContain("2.blob");
        }
    }

    /// <summary>Tests run as root, who may read everything. So the error itself is handed. A folder of one report without permission hides no other report either.</summary>
    [Fact]
    public void Fault_NoPermission_IsOfOneBlob()
    {
        var error = LocalFault.OfFile(folder.PathOf("blobs", "a", "1.blob"), new UnauthorizedAccessException("Access is denied.")).ShouldNotBeNull();

        (error.IsOfOneBlob, error.IsDamage).ShouldBe((true, false));
        error.Message.ShouldContain("no permission to read");
        LocalFault.OfFile(folder.PathOf("blobs", "a", "1.blob"), new IOException("Too many open files", 24)).ShouldBeNull();
    }

    /// <summary>Otherwise no audit of the organization could end. What somebody has put there is not lost.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_FolderInPlaceOfAFile_MovesItAside(bool mustBeNew)
    {
        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.WriteTextAsync("a/1", "1");
        for (var time = 1; time <= 2; time++)
        {
            File.Delete(folder.PathOf("blobs", "a", "1.blob"));
            Directory.CreateDirectory(folder.PathOf("blobs", "a", "1.blob", "theirs"));
            await File.WriteAllTextAsync(folder.PathOf("blobs", "a", "1.blob", "theirs", "note.txt"), $"note {time}", Cancellation);

            (await storage.Blobs.WriteTextAsync("a/1", $"again {time}", mustBeNew ? WriteCondition.CreateOnly : WriteCondition.Any)).IsWritten.ShouldBeTrue();
            (await storage.Blobs.ReadTextAsync("a/1")).ShouldBe($"again {time}");
        }

        await storage.Blobs.EmptyTrashAsync(DateTimeOffset.MaxValue, Cancellation);
        Directory.GetFiles(folder.PathOf("trash", "folders"), "note.txt", SearchOption.AllDirectories).Select(File.ReadAllText).Order().ShouldBe(["note 1", "note 2"]);
    }

    /// <summary>A page opens the files that it shows, and no others.</summary>
    [Fact]
    public async Task List_OnePageOfMany_OpensOnlyItsFiles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says how much a process has read.");
        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.WriteTextAsync("many/0", "");
        foreach (var number in Enumerable.Range(1, 5000))
        {
            File.Copy(folder.PathOf("blobs", "many", "0.blob"), folder.PathOf("blobs", "many", $"{number:D5}.blob"));
        }

        var before = Opened();
        var page = await storage.Blobs.ListAsync(new BlobListing { Prefix = "many/", Limit = 10 }, Cancellation);
        var one = Opened() - before;
        await storage.Blobs.ListAsync(new BlobListing { Prefix = "many/", Limit = 5000 }, Cancellation);
        var all = Opened() - before - one;

        page.Blobs.Select(blob => blob.Name).ShouldBe(["many/0", .. Enumerable.Range(1, 9).Select(number => $"many/{number:D5}")]);
        one.ShouldBeLessThan(all / 5);

        // The system calls of this process that read: see proc_pid_io(5).
        static long Opened() => long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("syscr:", StringComparison.Ordinal))[6..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task List_OtherFiles_ArePassedOver()
    {
        await using var storage = new OpenedStorage(folder.Options);
        await storage.Blobs.WriteTextAsync("a", "1");
        await File.WriteAllTextAsync(folder.PathOf("blobs", ".DS_Store"), "", Cancellation);
        await File.WriteAllTextAsync(folder.PathOf("blobs", "Thumbs.blob"), "", Cancellation);
        await File.WriteAllTextAsync(folder.PathOf("blobs", "%4.blob"), "", Cancellation);
        Directory.CreateDirectory(folder.PathOf("blobs", "Upper"));

        (await storage.Blobs.ListAllAsync("")).ShouldHaveSingleItem().Name.ShouldBe("a");
    }

    [Theory]
    [InlineData("!")]
    [InlineData("b3RoZXIvYQ")]
    [InlineData("Li4vLi4v")]
    public async Task List_ForeignContinuation_IsRefused(string continuation)
    {
        await using var storage = new OpenedStorage(folder.Options);

        await Should.ThrowAsync<ArgumentException>(() => storage.Blobs.ListAsync(new BlobListing { Prefix = "a/", Continuation = continuation }, Cancellation));
    }

    [Fact]
    public async Task Folder_IsAFile_SaysWhatToDo()
    {
        var path = folder.PathOf("file");
        await File.WriteAllTextAsync(path, "", Cancellation);
        await using var storage = new OpenedStorage(new StorageOptions { Folder = path });

        var error = await Should.ThrowAsync<StorageException>(() => storage.Blobs.WriteTextAsync("a", ""));

        error.Message.ShouldContain(path);
        error.Message.ShouldContain("AtRest:Storage:Folder");
        await Should.ThrowAsync<StorageException>(() => storage.Queues.Open("work").EnqueueAsync("x", TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task Links_Always_AreNone()
    {
        await using var storage = new OpenedStorage(folder.Options);

        (await storage.Blobs.CreateReadLinkAsync("a", new ReadLink { Lifetime = TimeSpan.FromMinutes(5) }, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Queue_ClockOfTheProgram_DecidesWhatIsSeen()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var storage = new OpenedStorage(folder.Options, time);
        var queue = storage.Queues.Open("work");
        await queue.EnqueueAsync("x", TimeSpan.FromDays(7), Cancellation);

        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await queue.ReceiveAsync(new ReceiveOptions(), Cancellation)).ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1));
        (await queue.ReceiveAsync(new ReceiveOptions(), Cancellation)).Count.ShouldBe(1);
    }

    private static async Task<string> WriteAsync(string directory, string name, TimeSpan age)
    {
        var path = Path.Combine(directory, name);
        await File.WriteAllTextAsync(path, "half", Cancellation);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        return path;
    }

    private sealed class FailingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The sender went away.");
    }
}
