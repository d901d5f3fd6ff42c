namespace AtRest.Storage.Tests;

/// <summary>What can be the name of a blob.</summary>
public sealed class BlobNameTests
{
    public static TheoryData<string> BadNames =>
    [
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".hidden", "a/.b", "a.", "a./b", "a\\b", "C:", "a:b", "a*", "a?b", "a b", "a%2fb", "a#b", "a\"b", "a<b", "a|b",
        "a\nb", "a\0b", "a\u007fb", "a\u200eb", "a\u2028b", "a\ud800b", "a\ufffdb", "😀", "a&b", "a'b", "a;b", "a$b", "a`b",
        new string('a', BlobName.MaxSegmentBytes + 1), new string('ä', (BlobName.MaxSegmentBytes / 2) + 1), string.Join('/', Enumerable.Repeat("abcdefgh", 58)),
    ];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void Checked_BadName_SaysWhyWithoutQuotingIt(string name)
    {
        BlobName.IsValid(name).ShouldBeFalse();
        var message = Should.Throw<ArgumentException>(() => BlobName.Checked(name)).Message;
        message.ShouldContain("blob");
        if (name.Length > 3)
        {
            message.ShouldNotContain(name, Case.Sensitive);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("organizations/acme/reports/0001-a.b_c/report.json")]
    [InlineData("A-Z_a.z=0+9@x,y~z")]
    [InlineData("ж/日本語/é/e\u0301/٣")]
    [InlineData("-/_/~/a..b")]
    public void Checked_GoodName_IsTheName(string name) => BlobName.Checked(name).ShouldBe(name);

    [Fact]
    public void Checked_Null_IsRefused() => Should.Throw<ArgumentException>(() => BlobName.Checked(null));
}
