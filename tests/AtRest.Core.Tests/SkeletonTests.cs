namespace AtRest.Core.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void Skeleton_Builds() => true.ShouldBeTrue();
}
