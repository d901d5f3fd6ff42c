using AtRest.Collectors.Aws.CloudTrail.Events;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Tests.Aws.CloudTrail.Events;

public sealed class LookupMemoryTests
{
    private const string Identity = "111122223333 role";
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeyUsage Usage = new() { MayExist = true, EventId = "e-1", LastUsed = Now.AddHours(-1), Settings = "s" };

    private readonly LookupMemory memory = new();

    [Fact]
    public void Find_NothingChanged_GivesWhatWasRead()
    {
        memory.Keep(Identity, Key, Usage, Use("e-1"));

        memory.Find(Identity, Key, Usage, Now.AddDays(7))!.Events.Value!.Items.Single().Id.ShouldBe("e-1");
    }

    /// <summary>Nothing was called again.</summary>
    [Fact]
    public void Find_NothingChanged_CountsNoCall()
    {
        var use = Use("e-1");
        memory.Keep(Identity, Key, Usage, use with { Events = use.Events with { Calls = 1 } });

        var known = memory.Find(Identity, Key, Usage, Now).ShouldNotBeNull();
        known.Events.Calls.ShouldBe(0);
        known.LastUse.Calls.ShouldBeNull();
    }

    [Theory]
    [InlineData("used again")]
    [InlineData("changed")]
    [InlineData("other credentials")]
    [InlineData("other key")]
    [InlineData("too old")]
    public void Find_SomethingChanged_GivesNothing(string change)
    {
        memory.Keep(Identity, Key, Usage, Use("e-1"));

        memory.Find(
            change == "other credentials" ? "other" : Identity,
            change == "other key" ? Key + "2" : Key,
            change switch { "used again" => Usage with { EventId = "e-2" }, "changed" => Usage with { Settings = "t" }, _ => Usage },
            change == "too old" ? Now.AddDays(8) : Now).ShouldBeNull();
    }

    [Fact]
    public void Keep_EventOfTheLastUseIsMissing_RemembersNothing()
    {
        memory.Keep(Identity, Key, Usage, Use("e-0"));

        memory.Find(Identity, Key, Usage, Now).ShouldBeNull();
    }

    [Fact]
    public void Keep_SettingsWereNotRead_RemembersNothing()
    {
        var usage = Usage with { Settings = null };

        memory.Keep(Identity, Key, usage, Use("e-1"));

        memory.Find(Identity, Key, usage, Now).ShouldBeNull();
    }

    private static KeyUseEvidence Use(string id) => new()
    {
        KeyArn = Key,
        Events = new Collected<KeyEvents> { Source = "cloudtrail:LookupEvents", Resource = Key, CollectedAt = Now, Value = new KeyEvents([new KeyEvent { Id = id, Time = Now, Name = "Decrypt", Caller = new EventCaller() }]) },
        LastUse = new Collected<KeyEvents> { Source = "cloudtrail:LookupEvents", Resource = Key, CollectedAt = Now },
    };
}
