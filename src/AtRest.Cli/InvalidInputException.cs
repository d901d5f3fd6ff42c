namespace AtRest.Cli;

/// <summary>The command line, a file or a setting is wrong. Has every error that was found, as whole sentences.</summary>
internal sealed class InvalidInputException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public InvalidInputException(string error)
        : this([error])
    {
    }

    public IReadOnlyList<string> Errors { get; } = errors;
}
