namespace AtRest.Storage.Azure;

/// <summary>Creates something on first use and remembers that; forgets it if it no longer exists.</summary>
internal sealed class Creation(Func<CancellationToken, Task> create)
{
    private volatile bool isDone;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!isDone)
        {
            await create(cancellationToken);
            isDone = true;
        }
    }

    public void Forget() => isDone = false;
}
