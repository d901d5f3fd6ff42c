namespace AtRest.Core.Audits;

/// <summary>A file is not the saved evidence of an audit that this version can judge; the message says what is wrong with it, and where.</summary>
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
