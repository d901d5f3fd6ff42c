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
    /// <summary>Inside this process: nothing is built again, which the repository's strict build settings would not bear.</summary>
    public static void Run() => BenchmarkRunner.Run<EvaluatorBenchmarks>(
        DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "atrest-benchmarks")));

    [Benchmark(Baseline = true)]
    public AccessOutcome Decide_Allowed() => Documented.Evaluator.Decide(Documented.Decrypt);

    [Benchmark]
    public AccessOutcome Decide_Refused() => Documented.Evaluator.Decide(Documented.Foreign);

    [Benchmark]
    public AccessDecision Evaluate_Allowed() => Documented.Evaluator.Evaluate(Documented.Decrypt);

    [Benchmark]
    public AccessDecision Evaluate_Refused() => Documented.Evaluator.Evaluate(Documented.Foreign);

    [Benchmark]
    public KeyPolicyParseResult Parse() => KeyPolicy.Parse(Documented.Policy);

    [Benchmark]
    public KeyPolicyEvaluator Parse_And_Prepare() => new(KeyPolicy.Parse(Documented.Policy).Policy!, Documented.Key, []);
}
