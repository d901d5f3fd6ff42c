namespace AtRest.Cli.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void Skeleton_Builds() => true.ShouldBeTrue();
}
