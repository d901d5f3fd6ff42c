using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Core.Tests.Evidence;

public sealed class EvidenceHashTests
{
    [Fact]
    public void OfText_KnownText_GivesItsSha256() =>
        EvidenceHash.OfText("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Fact]
    public void OfValue_Record_HashesItsCompactCamelCaseJson() =>
        EvidenceHash.OfValue(new KeyRotationStatus { Enabled = true, RotationPeriodInDays = 365 })
            .ShouldBe(EvidenceHash.OfText("""{"enabled":true,"rotationPeriodInDays":365}"""));

    [Fact]
    public void OfValue_SameMomentInOtherOffset_GivesSameHash()
    {
        var utc = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

        EvidenceHash.OfValue(new KeyRotation(utc, "AUTOMATIC")).ShouldBe(EvidenceHash.OfValue(new KeyRotation(utc.ToOffset(TimeSpan.FromHours(2)), "AUTOMATIC")));
    }
}
