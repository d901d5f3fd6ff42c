using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Storage.Tests;

/// <summary>Mistakes in the settings show at the start, all at once.</summary>
public sealed class StorageOptionsTests
{
    public static TheoryData<StorageOptions, string> Wrong => new()
    {
        { new StorageOptions(), "No storage is set" },
        { new StorageOptions { Folder = " " }, "No storage is set" },
        { new StorageOptions { Folder = "x", Connection = "UseDevelopmentStorage=true" }, "More than one" },
        { new StorageOptions { AccountUri = new Uri("http://a.blob.core.windows.net") }, "https://" },
        { new StorageOptions { AccountUri = new Uri("relative", UriKind.Relative) }, "https://" },
        { new StorageOptions { AccountUri = new Uri("https://a.blob.core.windows.net?sig=secret") }, "without query" },
        { new StorageOptions { AccountUri = new Uri("https://storage.example.com") }, "QueueUri" },
        { new StorageOptions { AccountUri = new Uri("https://a.blob.core.windows.net"), QueueUri = new Uri("http://a.queue.core.windows.net") }, "QueueUri" },
        { new StorageOptions { Folder = "x", QueueUri = new Uri("https://a.queue.core.windows.net") }, "QueueUri" },
        { new StorageOptions { Folder = "x", Container = "No" }, "container" },
        { new StorageOptions { Folder = "x", MaxDeliveries = 0 }, "1 to 100" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Problems_Wrong_SayWhat(StorageOptions options, string expected)
    {
        options.Problems().ShouldContain(problem => problem.Contains(expected));
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddAtRestStorage(options)).Message.ShouldContain(expected);
    }

    [Fact]
    public void Problems_Several_AreAllSaid() => new StorageOptions { Container = "x", MaxDeliveries = 0 }.Problems().Length.ShouldBe(3);

    [Fact]
    public void Problems_Right_AreNone()
    {
        new StorageOptions { Folder = "x" }.Problems().ShouldBeEmpty();
        new StorageOptions { Connection = "UseDevelopmentStorage=true" }.Problems().ShouldBeEmpty();
        new StorageOptions { AccountUri = new Uri("https://a.blob.core.windows.net") }.Problems().ShouldBeEmpty();
        new StorageOptions { AccountUri = new Uri("https://a.example.com"), QueueUri = new Uri("https://q.example.com") }.Problems().ShouldBeEmpty();
    }

    [Fact]
    public void ToString_Always_HidesTheSecret() => new StorageOptions { Connection = "AccountKey=secret" }.ToString().ShouldNotContain("secret");

    [Fact]
    public void Add_Always_ConnectsToNothingBeforeTheFirstCall()
    {
        using var provider = new ServiceCollection().AddAtRestStorage(new StorageOptions { AccountUri = new Uri("https://nowhere.blob.core.windows.net") }).BuildServiceProvider();

        provider.GetRequiredService<IBlobStore>().ShouldNotBeNull();
        provider.GetRequiredService<IWorkQueues>().Open("work").Name.ShouldBe("work");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("AccountName=a;AccountKey=not base64 secret")]
    public void Open_ConnectionThatIsNone_SaysSoWithoutIt(string connection)
    {
        using var provider = new ServiceCollection().AddAtRestStorage(new StorageOptions { Connection = connection }).BuildServiceProvider();

        var error = Should.Throw<StorageException>(() => provider.GetRequiredService<IBlobStore>());

        error.ToString().ShouldNotContain("secret");
        error.Message.ShouldContain("AtRest:Storage:Connection");
    }

    [Fact]
    public void Links_LifetimeOutOfRange_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ReadLink { Lifetime = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new ReadLink { Lifetime = TimeSpan.FromHours(2) });
        Should.Throw<ArgumentException>(() => new ReadLink { Lifetime = TimeSpan.FromHours(1), FileName = "a/b" });
        Should.Throw<ArgumentException>(() => new BlobWrite { Condition = WriteCondition.Any, ContentType = "a\r\nb" });
        Should.Throw<ArgumentOutOfRangeException>(() => new ReceiveOptions { MaxMessages = 33 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ReceiveOptions { VisibilityTimeout = TimeSpan.Zero });
    }
}
