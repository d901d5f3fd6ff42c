using System.Text;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Tests.Notifications.Support;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Notifications;

public sealed class SignatureTests
{
    /// <summary>The test vector that the libraries of the specification share.</summary>
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();

    [Fact]
    public void Sign_PublishedVector_IsItsSignature() => Read().Sign(Id, Timestamp, Body).ShouldBe(Signature);

    /// <summary>The verifier of these tests is right as well.</summary>
    [Theory]
    [InlineData(Signature, true)]
    [InlineData($"v1,AAAA {Signature}", true)]
    [InlineData("v1,AAAA", false)]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    public void IsGood_PublishedVector_OnlyWithItsSignature(string signature, bool good) =>
        StandardWebhook.IsGood(new Received(Id, $"{Timestamp}", signature, Body, "/", null), Secret, DateTimeOffset.FromUnixTimeSeconds(Timestamp)).ShouldBe(good);

    [Fact]
    public void Sign_ManyBodies_AreVerifiedByTheReceiver()
    {
        foreach (var text in new[] { "", "{}", "ä€😀", new string('x', 100_000) })
        {
            var body = Encoding.UTF8.GetBytes(text);
            StandardWebhook.IsGood(new Received("msg_1", "5", Read().Sign("msg_1", 5, body), body, "/", null), Secret, DateTimeOffset.FromUnixTimeSeconds(5)).ShouldBeTrue();
        }
    }

    private static NotificationSecret Read() =>
        NotificationSecret.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([new("N:Secret", Secret)]).Build()), "N", NotificationFormat.Webhook).ShouldHaveSingleItem();
}
