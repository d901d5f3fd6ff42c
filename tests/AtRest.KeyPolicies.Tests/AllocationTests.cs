
namespace AtRest.KeyPolicies.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"StringEquals":{"a:s":["x","nikki-1"]}}""")]
    [InlineData("""{"StringLike":{"a:s":["x*","${a:u}-*"]}}""")]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"a:s":"x"}}""")]
    [InlineData("""{"IpAddress":{"a:ip":["10.0.0.0/8","2001:db8::/32"]}}""")]
    [InlineData("""{"DateLessThan":{"a:d":"2030-01-01T00:00:00Z"}}""")]
    [InlineData("""{"NumericLessThan":{"a:n":"10"}}""")]
    [InlineData("""{"Bool":{"a:b":"true"}}""")]
    [InlineData("""{"ArnLike":{"a:arn":"arn:aws:s3:::${a:u}*"}}""")]
    [InlineData("""{"BinaryEquals":{"a:bin":"QQ=="}}""")]
    [InlineData("""{"Null":{"a:none":"true"}}""")]
    [InlineData("""{"ForAnyValue:StringEquals":{"a:many":["y","z"]}}""")]
    public void Decide_WithCondition_DoesNotAllocate(string condition)
    {
        var evaluator = Requests.Evaluator(Requests.Policy(
            Requests.Statement(rest: $",\"Condition\":{condition}"),
            Requests.Statement("Deny", """{"AWS":["arn:aws:iam::111122223333:role/x","111122223333"]}""")));
        var request = Requests.Create(
            context:
            [
                new("a:s", ["nikki-1"]), new("a:u", ["nikki"]), new("a:ip", ["2001:db8::1"]), new("a:d", ["2029-12-31T23:59:59.5Z"]), new("a:n", ["9.5"]),
                new("a:b", ["true"]), new("a:arn", ["arn:aws:s3:::nikki-bucket"]), new("a:bin", ["QQ=="]), new("a:many", ["x", "z"]),
            ],
            unknown: ["a:other", "a:family/*"]);
        evaluator.Decide(request).ShouldBe(AccessOutcome.Allow);

        // The runtime also allocates on this thread when it recompiles a method. A decision that allocates would do so in every round.
        Enumerable.Range(0, 5).Min(_ => AllocatedByAThousand()).ShouldBe(0);

        long AllocatedByAThousand()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                evaluator.Decide(request);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
