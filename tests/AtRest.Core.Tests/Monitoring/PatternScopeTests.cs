using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;

namespace AtRest.Core.Tests.Monitoring;

public sealed class PatternScopeTests
{
    [Theory]
    [InlineData("""{"source":["aws.kms"]}""")]
    [InlineData("""{"source":["aws.ec2","aws.kms"]}""")]
    [InlineData("""{"source":[{"prefix":"aws."}]}""")]
    [InlineData("""{"source":[{"anything-but":"aws.ec2"}]}""")]
    [InlineData("""{"source":["aws.k\u006ds"]}""")]
    [InlineData("""{"source":["aws.ec2"],"source":["aws.kms"]}""")]
    [InlineData("""{"$or":[{"source":["aws.kms"]},{"source":["aws.ec2"]}]}""")]
    [InlineData("""{"detail-type":["AWS API Call via CloudTrail"]}""")]
    [InlineData("""{"account":["111122223333"]}""")]
    [InlineData("not JSON")]
    public void MayConcernKeys_PatternThatMayMatch_IsAsked(string pattern) => PatternScope.MayConcernKeys(Rule(pattern)).ShouldBeTrue();

    [Theory]
    [InlineData("""{"source":["aws.ec2","aws.s3"]}""")]
    [InlineData("""{"source":["aws.KMS"]}""")]
    [InlineData("""{"source":["aws.kms"],"detail-type":["KMS CMK Rotation"]}""")]
    [InlineData(null)]
    [InlineData("")]
    public void MayConcernKeys_OtherSourceOrKind_IsNotAsked(string? pattern) => PatternScope.MayConcernKeys(Rule(pattern)).ShouldBeFalse();

    [Theory]
    [InlineData("ENABLED", true)]
    [InlineData("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", true)]
    [InlineData("DISABLED", false)]
    public void MayConcernKeys_State_Decides(string state, bool expected) =>
        PatternScope.MayConcernKeys(Rule("""{"source":["aws.kms"]}""") with { State = state }).ShouldBe(expected);

    [Theory]
    [InlineData("""{"detail":{"eventName":["DisableKey"]}}""", false, false)]
    [InlineData("""{"detail":{"resources":{"ARN":["x"]}}}""", true, false)]
    [InlineData("""{"detail":{"responseElements":{"keyId":["x"]}}}""", true, false)]
    [InlineData("""{"detail":{"requestParameters":{"keyId":["x"]}}}""", true, true)]
    [InlineData("""{"detail":{"request\u0050arameters":{"keyId":["x"]}}}""", true, true)]
    public void DependsOnKey_WhatNamesTheKey_Does(string pattern, bool onKey, bool onNaming)
    {
        PatternScope.DependsOnKey(pattern).ShouldBe(onKey);
        PatternScope.DependsOnNaming(pattern).ShouldBe(onNaming);
    }

    [Theory]
    [InlineData("""{ $.eventName = "DisableKey" }""", false)]
    [InlineData("""{ $.resources[0].ARN = "x" }""", true)]
    [InlineData("DisableKey", true)]
    [InlineData("", true)]
    public void FilterDependsOnKey_WordsAreLookedForEverywhere(string pattern, bool expected) => PatternScope.FilterDependsOnKey(pattern).ShouldBe(expected);

    private static EventRule Rule(string? pattern) => new() { Arn = "arn:aws:events:eu-central-1:111122223333:rule/r", Name = "r", State = "ENABLED", EventPattern = pattern };
}
