namespace AtRest.Core.Audits;

/// <summary>A file is not saved evidence that this version can judge. The message says what is wrong, and where.</summary>
public sealed class EvidenceFormatException : Exception
{
    public EvidenceFormatException()
    {
    }

    public EvidenceFormatException(string message)
        : base(message)
    {
    }

    public EvidenceFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
