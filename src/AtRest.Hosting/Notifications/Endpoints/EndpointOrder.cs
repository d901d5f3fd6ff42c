using System.Collections.Immutable;
using System.Net;
using AtRest.Collectors.Endpoints;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Keys;
using AtRest.Reports;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>What a person gave, in a form or in a body, not yet checked. Null is what was not given.</summary>
internal sealed record EndpointInput
{
    public string? Name { get; init; }

    public string? Format { get; init; }

    public string? Url { get; init; }

    public ImmutableArray<string>? Events { get; init; }

    public string? Token { get; init; }

    public string? TokenHeader { get; init; }

    public string? AwsAccountId { get; init; }

    public string? AwsRegion { get; init; }
}

/// <summary>An endpoint to make.</summary>
internal sealed record EndpointOrder
{
    private const int LongestUrl = 2000;

    public required string Name { get; init; }

    public required NotificationFormat Format { get; init; }

    public required NotificationEvents Events { get; init; }

    public required Uri Url { get; init; }

    public string? Token { get; init; }

    public string? TokenHeader { get; init; }

    public FindingTarget Target { get; init; } = new();

    /// <summary>A text of the caller for this request only. The same text makes no second endpoint.</summary>
    public string? Request { get; init; }

    /// <summary>Checks what was given. Either the order is null, or there are no faults.</summary>
    public static (EndpointOrder? Order, ImmutableArray<EndpointFault> Faults) Of(EndpointInput input, EndpointSettings settings)
    {
        var format = input.Format is null ? NotificationFormat.Webhook : NotificationFormats.Of(input.Format);
        var name = (input.Name ?? $"{input.Format ?? NotificationFormats.WordOf(NotificationFormat.Webhook)} endpoint").Trim();
        var events = EventsOf(input.Events);
        var url = Uri.TryCreate(input.Url, UriKind.Absolute, out var parsed) ? parsed : null;
        ImmutableArray<EndpointFault> faults =
        [
            .. new[]
            {
                Fault("name", KeyText.WrongName(name)),
                Fault("format", format is null ? $"The value must be one of: {Quoted.List(NotificationFormats.Words)}." : null),
                Fault("url", WrongUrl(input.Url, url, settings)),
                Fault("events", events is null ? $"The value must be a list of one or more of: {Quoted.List(NotificationEventNames.Words)}." : null),
            }.OfType<EndpointFault>(),
            .. format is { } known ? FaultsOf(input, known) : [],
        ];
        return (faults.IsEmpty ? new EndpointOrder
        {
            Name = name,
            Format = format!.Value,
            Events = events!.Value,
            Url = url!,
            Token = input.Token,
            TokenHeader = input.TokenHeader,
            Target = new FindingTarget { AwsAccountId = input.AwsAccountId, AwsRegion = input.AwsRegion },
        } : null, faults);
    }

    /// <summary>What depends on the format.</summary>
    private static IEnumerable<EndpointFault> FaultsOf(EndpointInput input, NotificationFormat format)
    {
        EndpointFault?[] faults =
        [
            Fault("token", format.IsForSiem() ? (input.Token is null ? "The format needs the credential that the receiver requires." : NotificationToken.WrongToken(input.Token))
                : input.Token is null ? null : "Only the formats 'ocsf' and 'asff' have a token. Omit it."),
            Fault("tokenHeader", input.TokenHeader is null ? null
                : format.IsForSiem() ? NotificationToken.WrongHeader(input.TokenHeader) : "Only the formats 'ocsf' and 'asff' have a token. Omit it."),
            Fault("awsAccountId", WrongTarget(format, input.AwsAccountId, NotificationSettings.IsAccountId, "the account whose Security Hub imports the findings, as 12 digits")),
            Fault("awsRegion", WrongTarget(format, input.AwsRegion, NotificationSettings.IsRegion, "the region of that Security Hub, such as eu-central-1")),
        ];
        return faults.OfType<EndpointFault>();
    }

    private static string? WrongTarget(NotificationFormat format, string? value, Func<string, bool> isValid, string what) =>
        format != NotificationFormat.Asff ? (value is null ? null : "Only the format 'asff' has it. Omit it.")
        : value is null || !isValid(value) ? $"The value must be {what}."
        : null;

    private static NotificationEvents? EventsOf(ImmutableArray<string>? words)
    {
        if (words is not { } given)
        {
            return NotificationEventNames.Default;
        }

        var events = NotificationEvents.None;
        foreach (var word in given)
        {
            if (NotificationEventNames.Of(word) is not { } one)
            {
                return null;
            }

            events |= one;
        }

        return events == NotificationEvents.None ? null : events;
    }

    /// <summary>The problem with a URL; null if there is none. The addresses of a host name are checked when AtRest connects.</summary>
    private static string? WrongUrl(string? text, Uri? url, EndpointSettings settings)
    {
        const string Private = "The host must be on the public internet. The operator of this server can allow others.";
        return string.IsNullOrWhiteSpace(text) ? "The URL that receives the notifications is missing."
            : text.Length > LongestUrl || url is null || HostNames.AsciiOf(url) is not { } host || !(url.Scheme == Uri.UriSchemeHttps || (settings.AllowPrivateAddresses && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) ? $"The value must be an https URL with at most {LongestUrl} characters."
            : url is { UserInfo.Length: > 0 } or { Fragment.Length: > 0 } ? "The URL must not contain a user or a fragment (#)."
            : url.Port == 0 ? "The URL must not contain the port 0."
            : settings.AllowPrivateAddresses ? null
            : url.IsLoopback || IsPrivate(host) ? Private
            : null;
    }

    /// <summary>The host as it is connected to: other spellings of digits and dots are plain in it. Names below localhost are this machine (https://www.rfc-editor.org/rfc/rfc6761#section-6.3).</summary>
    private static bool IsPrivate(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && !PublicAddresses.Contain(address));

    private static EndpointFault? Fault(string member, string? detail) => detail is null ? null : new EndpointFault(member, detail);
}

/// <summary>Something that is wrong with what a person gave.</summary>
/// <param name="Member">The name of the member of the body, or of the field of the form.</param>
/// <param name="Detail">What is wrong, and what to do.</param>
internal sealed record EndpointFault(string Member, string Detail);
