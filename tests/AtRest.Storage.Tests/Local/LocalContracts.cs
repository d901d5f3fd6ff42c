using AtRest.Storage.Tests.Contract;
using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Local;

public sealed class LocalReadWriteTests : ReadWriteContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}

public sealed class LocalConditionTests : ConditionContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}

public sealed class LocalListingTests : ListingContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}

public sealed class LocalLargeContentTests : LargeContentContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}

public sealed class LocalNameTests : NameContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}

public sealed class LocalQueueTests : QueueContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}

public sealed class LocalDeliveryTests : DeliveryContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(folder.Options);
}
