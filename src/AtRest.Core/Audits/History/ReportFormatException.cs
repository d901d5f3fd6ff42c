namespace AtRest.Core.Audits.History;

/// <summary>A file is not a report that this version can compare with. The message says what is wrong, where, and what to do.</summary>
public sealed class ReportFormatException : Exception
{
    public ReportFormatException()
    {
    }

    public ReportFormatException(string message)
        : base(message)
    {
    }

    public ReportFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
