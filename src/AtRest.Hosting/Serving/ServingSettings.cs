using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Serving;

/// <summary>The settings of <c>serve</c>. Under Azure Functions, the host has such limits itself.</summary>
internal sealed record ServingSettings
{
    /// <summary>Setting <c>AtRest:Serve:Concurrency</c>: how many messages of one queue are handled at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Setting <c>AtRest:Serve:MaxConnections</c>: how many connections are served at once.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Setting <c>AtRest:Serve:MaxConnectionsPerAddress</c>: how many of them can be from one address. It is not applied to loopback, nor behind a proxy (<c>AtRest:Http:ProxyHops</c>).</summary>
    public int MaxConnectionsPerAddress { get; init; } = 200;

    /// <summary>Setting <c>AtRest:Serve:HeadersSeconds</c>: how long a client can take to send the headers of a request.</summary>
    public TimeSpan HeadersTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Setting <c>AtRest:Serve:IdleSeconds</c>: how long a connection without a request stays open.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Setting <c>AtRest:Serve:MaxHeaders</c>: the number of headers of a request.</summary>
    public int MaxHeaders { get; init; } = 100;

    /// <summary>Setting <c>AtRest:Serve:MaxHeadersBytes</c>: the size of all headers of a request together.</summary>
    public int MaxHeadersBytes { get; init; } = 32 * 1024;

    /// <summary>Setting <c>AtRest:Serve:MinBytesPerSecond</c>: a client that sends a body, or takes a response, more slowly than this is disconnected after some seconds.</summary>
    public int MinBytesPerSecond { get; init; } = 240;

    public static ServingSettings Read(SettingsReader reader)
    {
        var defaults = new ServingSettings();
        return new()
        {
            Concurrency = reader.Number("AtRest:Serve:Concurrency", defaults.Concurrency, least: 1, most: 64),
            MaxConnections = reader.Number("AtRest:Serve:MaxConnections", defaults.MaxConnections, least: 1, most: 1_000_000),
            MaxConnectionsPerAddress = reader.Number("AtRest:Serve:MaxConnectionsPerAddress", defaults.MaxConnectionsPerAddress, least: 1, most: 1_000_000),
            HeadersTime = TimeSpan.FromSeconds(reader.Number("AtRest:Serve:HeadersSeconds", (int)defaults.HeadersTime.TotalSeconds, least: 1, most: 600)),
            IdleTime = TimeSpan.FromSeconds(reader.Number("AtRest:Serve:IdleSeconds", (int)defaults.IdleTime.TotalSeconds, least: 1, most: 3600)),
            MaxHeaders = reader.Number("AtRest:Serve:MaxHeaders", defaults.MaxHeaders, least: 10, most: 1000),
            MaxHeadersBytes = reader.Number("AtRest:Serve:MaxHeadersBytes", defaults.MaxHeadersBytes, least: 4096, most: 1024 * 1024),
            MinBytesPerSecond = reader.Number("AtRest:Serve:MinBytesPerSecond", defaults.MinBytesPerSecond, least: 1, most: 1024 * 1024),
        };
    }
}
