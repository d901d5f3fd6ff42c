using System.Net;
using AtRest.Collectors.Tls;

namespace AtRest.Collectors.Answers;

/// <summary>
/// Creates the connections of all clients. They follow no redirect: it could send a credential to any address, or go on without an end. <see cref="AnswerHandler"/> keeps libraries from it.
/// </summary>
internal static class Sockets
{
    private const int LargestDrain = 64 * 1024;

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    /// <summary>Connections whose responses are read by an <see cref="AnswerHandler"/>.</summary>
    public static AnswerHandler Bounded(AnswerBounds bounds, DecompressionMethods decompression = DecompressionMethods.All) => new(bounds) { InnerHandler = Create(decompression) };

    /// <summary>The connections alone.</summary>
    public static SocketsHttpHandler Create(DecompressionMethods decompression = DecompressionMethods.All) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = decompression,
        MaxResponseHeadersLength = AnswerBounds.LargestHeaders,

        // What is left of a response that was refused is not read.
        MaxResponseDrainSize = LargestDrain,
        ResponseDrainTimeout = LongestDrain,
        SslOptions = ServerCertificates.Options,
    };
}
