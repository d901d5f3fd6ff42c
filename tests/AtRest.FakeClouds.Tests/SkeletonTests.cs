namespace AtRest.FakeClouds.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void Skeleton_Builds() => true.ShouldBeTrue();
}
