using AtRest.Hosting.Logs;

namespace AtRest.Hosting.Tests.Logs;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("a\rb", "a\\rb")]
    [InlineData("a\tb", "a\\tb")]
    [InlineData("\u001b[2J", "\\u001B[2J")]
    [InlineData("\0", "\\u0000")]
    [InlineData("\u007f\u0085\u009b", "\\u007F\\u0085\\u009B")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\u202a\u202b\u202c\u202d\u202e", "\\u202A\\u202B\\u202C\\u202D\\u202E")]
    [InlineData("\u2066\u2067\u2068\u2069", "\\u2066\\u2067\\u2068\\u2069")]
    [InlineData("\u200e\u200f\u061c", "\\u200E\\u200F\\u061C")]
    [InlineData("\u200b\u200c\u200d\u2060\ufeff\u00ad", "\\u200B\\u200C\\u200D\\u2060\\uFEFF\\u00AD")]
    [InlineData("\u3164\u115f\ufe0f\u034f\u180e", "\\u3164\\u115F\\uFE0F\\u034F\\u180E")]
    [InlineData("\U000e0041\U000e0100", "\\U000E0041\\U000E0100")]
    [InlineData("\u2800\ufdd0\uffff", "\\u2800\\uFDD0\\uFFFF")]
    public void Of_CharactersThatDeceive_AreEscaped(string text, string expected) => LogText.Of(text).ShouldBe(expected);

    // An attribute cannot hold half a character.
    [Fact]
    public void Of_HalfACharacter_IsReplaced() => LogText.Of("\ud800x").ShouldBe("\ufffdx");

    [Theory]
    [InlineData("")]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:key/1a2b \\ \"quoted\" <b>")]
    [InlineData("Zürich, 東京, Ελλάδα, 🔑")]
    public void Of_OrdinaryText_StaysAsItIs(string text) => LogText.Of(text).ShouldBe(text);

    /// <summary>Every character of the basic plane: none that is not visible gets through.</summary>
    [Fact]
    public void Of_EachCharacter_LeavesNoControlOrFormatCharacter()
    {
        for (var character = '\0'; character < char.MaxValue; character++)
        {
            var safe = LogText.Of($"{character}");
            safe.Any(one => char.GetUnicodeCategory(one) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.Surrogate)
                .ShouldBeFalse($"U+{(int)character:X4}");
        }
    }

    [Fact]
    public void Of_LongText_IsCutAtAWholeCharacterAndSaysHowLongItWas()
    {
        LogText.Of(new string('a', 100), 10).ShouldBe("aaaaaaaaaa… (100 characters)");
        LogText.Of(new string('\n', 100), 11).ShouldBe("\\n\\n\\n\\n\\n… (100 characters)");
        LogText.Of(string.Concat(Enumerable.Repeat("🔑", 10)), 5).ShouldBe("🔑🔑… (20 characters)");
    }

    [Fact]
    public void Of_ApiKeyInAPath_ShowsItsFirstDigitsOnly()
    {
        var key = Hosting.Api.Authentication.ApiKey.Create();

        LogText.Of($"GET /api/{key}/x").ShouldBe($"GET /api/{key[..13]}…/x");
    }
}
