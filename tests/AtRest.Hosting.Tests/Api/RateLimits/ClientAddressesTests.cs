using System.Net;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AtRest.Hosting.Tests.Api.RateLimits;

public sealed class ClientAddressesTests
{
    [Theory]
    [InlineData(0, null, "10.0.0.9")]
    [InlineData(0, "203.0.113.1", "10.0.0.9")]
    [InlineData(1, null, "10.0.0.9")]
    [InlineData(1, "203.0.113.1", "203.0.113.1")]
    [InlineData(1, "203.0.113.1:51234", "203.0.113.1")]
    [InlineData(1, "6.6.6.6, 203.0.113.1:51234", "203.0.113.1")]
    [InlineData(2, "6.6.6.6, 203.0.113.1, 198.51.100.7", "203.0.113.1")]
    [InlineData(2, "203.0.113.1", "10.0.0.9")]
    [InlineData(1, "6.6.6.6,", "10.0.0.9")]
    [InlineData(1, "nonsense", "10.0.0.9")]
    [InlineData(1, "::ffff:203.0.113.1", "203.0.113.1")]
    [InlineData(1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData(1, "[2001:db8:1:2:ffff::1]:443", "2001:db8:1:2::/64")]
    public void Of_Forwarded_BelievesOurProxiesOnly(int hops, string? forwarded, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.9");
        if (forwarded is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        new ClientAddresses(new ApiSettings { ProxyHops = hops }).Of(context).ShouldBe(expected);
    }

    /// <summary>The worker's own middleware runs first. It takes the host's entry, the last one, for the connection; what is left of it was written by the caller.</summary>
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9:51234", "203.0.113.9")]
    [InlineData("6.6.6.6, 203.0.113.9", "203.0.113.9")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task Of_BehindTheFunctionsHost_IsWhatTheHostWrote(string forwarded, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        var options = Options.Create(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All });

        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, options).Invoke(context);

        new ClientAddresses(new ApiSettings()).Of(context).ShouldBe(expected);
    }
}
