namespace AtRest.Cli;

/// <summary>Collects what is wrong with several inputs, so that all of it is reported at once.</summary>
internal sealed class FaultCollector
{
    private readonly List<string> faults = [];

    public void Add(IEnumerable<string> more) => faults.AddRange(more);

    /// <summary>Reads one of the inputs. Default if it is wrong; <see cref="ThrowIfAny"/> reports it.</summary>
    public async Task<T?> TryAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (InvalidInputException exception)
        {
            faults.AddRange(exception.Errors);
            return default;
        }
    }

    /// <exception cref="InvalidInputException">Something was wrong. It has every fault.</exception>
    public void ThrowIfAny()
    {
        if (faults.Count > 0)
        {
            throw new InvalidInputException([.. faults.Distinct(StringComparer.Ordinal)]);
        }
    }
}
