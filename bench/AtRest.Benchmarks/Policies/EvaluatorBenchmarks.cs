using AtRest.KeyPolicies;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AtRest.Benchmarks.Policies;

/// <summary>Time and memory of parsing and of deciding, for the documented policy, on one core.</summary>
[MemoryDiagnoser]
public class EvaluatorBenchmarks
{
    private readonly KeyPolicyEvaluator evaluator = Documented.Evaluator;
    private readonly string policy = Documented.Policy;

    /// <summary>Inside this process: nothing is built again, which the repository's strict build settings would not bear.</summary>
    public static void Run() => BenchmarkRunner.Run<EvaluatorBenchmarks>(
        DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "atrest-benchmarks")));

    [Benchmark(Baseline = true)]
    public AccessOutcome DecideAllowed() => evaluator.Decide(Documented.Decrypt);

    [Benchmark]
    public AccessOutcome DecideRefused() => evaluator.Decide(Documented.Foreign);

    [Benchmark]
    public AccessDecision EvaluateAllowed() => evaluator.Evaluate(Documented.Decrypt);

    [Benchmark]
    public AccessDecision EvaluateRefused() => evaluator.Evaluate(Documented.Foreign);

    [Benchmark]
    public KeyPolicyParseResult Parse() => KeyPolicy.Parse(policy);

    [Benchmark]
    public KeyPolicyEvaluator ParseAndPrepare() => new(KeyPolicy.Parse(policy).Policy!, Documented.Key, []);
}
