using System.Text;
using AtRest.Storage.Local;

namespace AtRest.Storage.Tests.Local;

/// <summary>The order of names.</summary>
public sealed class Utf8OrderTests
{
    [Fact]
    public void Compare_Always_IsThatOfTheBytes()
    {
        string[] names = ["", "a", "a/b", "ab", "A", "ä", "\uffdc", "\uf900", "\ud842\udfb7", "\ud842\udfb8", "\ud7ff", "日本", "日本/語", "z\uffdc", "z\ud842\udfb7"];
        foreach (var x in names)
        {
            foreach (var y in names)
            {
                Math.Sign(Utf8Order.Instance.Compare(x, y)).ShouldBe(Math.Sign(Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y))), $"{x} {y}");
            }
        }
    }
}
