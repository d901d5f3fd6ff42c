using System.Text.RegularExpressions;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications;

/// <summary>
/// The credential for a SIEM: the setting <c>Token</c>. It is sent as <c>Authorization: Bearer TOKEN</c>, or as it is in the header that the setting <c>TokenHeader</c> names. As an object it shows no text, so
/// that it is never in a log.
/// </summary>
internal sealed partial class NotificationToken
{
    /// <summary>Those that AtRest sends itself, and those about the connection (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1), which proxies remove.</summary>
    private static readonly string[] Taken =
    [
        "host", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature",
        "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "via",
    ];

    private static readonly string[] Names = ["Token", "TokenHeader"];

    private readonly string header;
    private readonly string value;

    private NotificationToken(string header, string value) => (this.header, this.value) = (header, value);

    /// <summary>Null if it is not valid, or if the format has none.</summary>
    public static NotificationToken? Read(SettingsReader reader, string section, NotificationFormat format)
    {
        var (token, header) = (reader.Text($"{section}:Token"), reader.Text($"{section}:TokenHeader"));
        if (!format.IsForSiem())
        {
            foreach (var name in Names.Where(name => reader.Text($"{section}:{name}") is not null))
            {
                reader.Problem($"{section}:{name}", "only the formats ocsf and asff have a token. Remove it.");
            }

            return null;
        }

        if (header is not null && WrongHeader(header) is { } wrong)
        {
            reader.Problem($"{section}:TokenHeader", wrong);
            return null;
        }

        if (token is null)
        {
            reader.Problem($"{section}:Token", "it is not set. Set the credential that the receiver requires.");
            return null;
        }

        if ((SecretText.Problem(token) ?? WrongToken(token)) is { } problem)
        {
            reader.Problem($"{section}:Token", problem);
            return null;
        }

        return Of(token, header);
    }

    /// <summary>A token that was checked before.</summary>
    /// <param name="token">The credential.</param>
    /// <param name="header">The header that has it; null: <c>Authorization: Bearer</c>.</param>
    public static NotificationToken Of(string token, string? header) => header is null ? new NotificationToken("Authorization", $"Bearer {token}") : new NotificationToken(header, token);

    /// <summary>The problem with the text of a token; null if there is none.</summary>
    public static string? WrongToken(string token) => Visible().IsMatch(token) ? null : "a token has only printable ASCII characters, and no line break.";

    /// <summary>The problem with the name of a header; null if there is none.</summary>
    public static string? WrongHeader(string header) => HeaderName().IsMatch(header) && !Taken.Contains(header, StringComparer.OrdinalIgnoreCase) && IsOfRequests(header) ? null
        : "the value is not the name of a header that can have a credential, such as X-Api-Key.";

    /// <summary>.NET does not send headers about a body, such as Content-Encoding and Expires, with those of a request.</summary>
    private static bool IsOfRequests(string header)
    {
        using var request = new HttpRequestMessage();
        return request.Headers.TryAddWithoutValidation(header, "x");
    }

    public void AddTo(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(header, value);

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}\\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex("^[ -~]{1,4096}\\z")]
    private static partial Regex Visible();
}
