using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The image cannot be built where there is no base image: what can be known without is held here.</summary>
public sealed class DockerfileTests
{
    private static readonly string[] Known = ["FROM", "WORKDIR", "COPY", "ARG", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"];

    private readonly IReadOnlyList<(string Instruction, string Arguments)> instructions = Dockerfile.Read();

    [Fact]
    public void Instructions_Always_AreKnown() => instructions.Select(line => line.Instruction).Except(Known).ShouldBeEmpty();

    [Fact]
    public void BaseImages_Always_AreOfTheVersionThatTheCodeTargets()
    {
        var properties = File.ReadAllText(Repository.PathOf("Directory.Build.props"));

        properties.ShouldContain("<TargetFramework>net10.0</TargetFramework>");
        instructions.Where(line => line.Instruction == "FROM").Select(line => line.Arguments)
            .ShouldBe(["mcr.microsoft.com/dotnet/sdk:10.0-alpine AS build", "mcr.microsoft.com/dotnet/runtime-deps:10.0-alpine AS final"]);
    }

    [Fact]
    public void Final_Always_RunsWithoutRights()
    {
        var final = Final();

        final.Single(line => line.Instruction == "USER").Arguments.ShouldBe("$APP_UID");
        final.TakeWhile(line => line.Instruction != "USER").ShouldNotContain(line => line.Instruction == "ENTRYPOINT");
        final.SkipWhile(line => line.Instruction != "USER").ShouldNotContain(line => line.Instruction == "RUN");
    }

    [Fact]
    public void Final_Always_StartsTheServerAndLooksAtItsHealth()
    {
        var final = Final();

        JsonSerializer.Deserialize<string[]>(final.Single(line => line.Instruction == "ENTRYPOINT").Arguments).ShouldBe(["./AtRest.Cli"]);
        JsonSerializer.Deserialize<string[]>(final.Single(line => line.Instruction == "CMD").Arguments).ShouldBe(["serve"]);
        var check = final.Single(line => line.Instruction == "HEALTHCHECK").Arguments;
        JsonSerializer.Deserialize<string[]>(check[check.IndexOf('[', StringComparison.Ordinal)..])![^1]
            .ShouldBe($"http://127.0.0.1:{final.Single(line => line.Instruction == "EXPOSE").Arguments}/api/health/live");
    }

    [Fact]
    public void Copies_FromTheRepository_AreThereAndNotIgnored()
    {
        var ignore = File.ReadAllLines(Repository.PathOf("infra", "Dockerfile.dockerignore"));
        var sources = instructions.Where(line => line.Instruction == "COPY" && !line.Arguments.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Arguments.Split(' ')[..^1]).ToList();

        sources.ShouldAllBe(source => Path.Exists(Repository.PathOf(source)));
        sources.ShouldBe(ignore.Where(line => line.StartsWith('!')).Select(line => line[1..]), ignoreOrder: true);
        ignore.First(line => line.Length > 0 && line[0] != '#').ShouldBe("*");
    }

    [Fact]
    public void Publish_Always_NamesTheProjectOfTheProgram()
    {
        var run = instructions.Single(line => line.Instruction == "RUN" && line.Arguments.StartsWith("dotnet publish", StringComparison.Ordinal)).Arguments;

        File.Exists(Repository.PathOf(run.Split(' ')[2])).ShouldBeTrue();
    }

    private List<(string Instruction, string Arguments)> Final() => [.. instructions.Skip(instructions.ToList().FindLastIndex(line => line.Instruction == "FROM"))];
}
