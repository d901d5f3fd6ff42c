using AtRest.Hosting.Api.Authentication;

namespace AtRest.Hosting.Tests.Api.Authentication;

public sealed class ApiKeyTests
{
    [Fact]
    public void Create_Always_GivesAnotherWholeKey()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => ApiKey.Create()).ToList();

        keys.Distinct().Count().ShouldBe(100);
        keys.ShouldAllBe(key => ApiKey.IsWellFormed(key) && key.Length == 79);
    }

    [Fact]
    public void IsWellFormed_AnyDigitIsWrong_IsFalse()
    {
        var key = ApiKey.Create();

        Enumerable.Range(0, key.Length).ShouldAllBe(at => !ApiKey.IsWellFormed(key.Remove(at, 1).Insert(at, key[at] == '1' ? "2" : "1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("atrest_")]
    [InlineData("other_00000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void IsWellFormed_NoKey_IsFalse(string text) => ApiKey.IsWellFormed(text).ShouldBeFalse();

    [Fact]
    public void HashOf_Always_IsSha256OfTheWholeText() =>
        ApiKey.HashOf("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
