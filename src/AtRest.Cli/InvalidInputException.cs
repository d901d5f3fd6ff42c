namespace AtRest.Cli;

/// <summary>Something that the caller gave is wrong. Carries every error that was found, each a whole sentence for the caller.</summary>
internal sealed class InvalidInputException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public InvalidInputException(string error)
        : this([error])
    {
    }

    public IReadOnlyList<string> Errors { get; } = errors;
}
