using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/path/of/it/Name", "Name")]
    [InlineData("arn:aws:iam::111122223333:role/Name", "Name")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/Role/session", "session")]
    [InlineData("arn:aws:iam::111122223333:root", "root")]
    [InlineData("arn:aws:iam::111122223333:role/", "")]
    [InlineData("arn:aws:iam::111122223333:role/a:b", "a:b")]
    public void ResourceName_OfAnArn_IsItsLastSegment(string text, string name)
    {
        Arn.TryParse(text, out var arn).ShouldBeTrue();
        arn!.ResourceName.ShouldBe(name);
        if (arn.Resource.Contains('/', StringComparison.Ordinal))
        {
            Arn.LastSegment(text).ToString().ShouldBe(name);
        }
    }
}
