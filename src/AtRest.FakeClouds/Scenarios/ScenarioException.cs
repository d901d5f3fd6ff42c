namespace AtRest.FakeClouds.Scenarios;

/// <summary>A scenario that cannot be used. The message names the file, the place and what is allowed; it is fit to be shown.</summary>
public sealed class ScenarioException : Exception
{
    public ScenarioException()
    {
    }

    public ScenarioException(string message)
        : base(message)
    {
    }

    public ScenarioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
