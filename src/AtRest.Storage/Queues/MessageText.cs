using System.Text;

namespace AtRest.Storage.Queues;

/// <summary>Texts of messages, and their form on Azure's wire.</summary>
internal static class MessageText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Checked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Length(text);
        return bytes <= IWorkQueue.MaxTextBytes
            ? text
            : throw new ArgumentException(
                $"The message has {bytes} bytes; a queue takes at most {IWorkQueue.MaxTextBytes} (64 KiB in Base64). Store the content as a blob, and send the blob's name.", nameof(text));
    }

    /// <summary>As the Functions host expects by default: messages that are not Base64 go to the poison queue without reaching a function.</summary>
    public static string ToWire(string text) => Convert.ToBase64String(Strict.GetBytes(text));

    /// <summary>A message that another program sent in plain text is delivered as it is: the receiver may understand it, and otherwise it becomes poison, where people can see it.</summary>
    public static string FromWire(string wire)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(wire));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return wire;
        }
    }

    private static int Length(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("The message is not Unicode text: it has half of a surrogate pair.", nameof(text), exception);
        }
    }
}
