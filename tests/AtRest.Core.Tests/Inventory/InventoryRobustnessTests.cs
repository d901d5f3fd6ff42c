using System.Diagnostics;
using System.Text;
using AtRest.Core.Inventory;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.Core.Tests.Inventory;

public sealed class InventoryRobustnessTests
{
    [Fact]
    public void Parse_RandomBytes_GivesErrorsAndNeverThrows() =>
        Gen.Byte.Array[0, 200].SampleFixed(bytes => !InventoryParser.Parse(bytes).Errors.IsEmpty);

    [Fact]
    public void Parse_DamagedInventory_GivesADocumentOrErrorsWithPlaces()
    {
        var valid = CaseFiles.Inventory("valid-all-types-any-case");
        var damage = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, 4]);

        damage.Array[1, 5].SampleFixed(changes =>
        {
            var bytes = valid.ToList();
            foreach (var (at, value, length) in changes)
            {
                var start = Math.Min(at, bytes.Count - 1);
                bytes.RemoveRange(start, Math.Min(length, bytes.Count - 1 - start));
                bytes.Insert(start, value);
            }

            var result = InventoryParser.Parse(bytes.ToArray());
            return (result.Document is null) == result.Errors.Any() && result.Errors.All(error => error is { Line: > 0, Column: > 0, Path: ['$', ..] });
        });
    }

    [Fact]
    public void Parse_FiveThousandClusters_TakesSecondsEvenOnABusyMachine()
    {
        var bytes = Encoding.UTF8.GetBytes(Fleet(5_000));
        var watch = Stopwatch.StartNew();

        var result = InventoryParser.Parse(bytes);

        result.Document!.Organizations[0].Clusters.Length.ShouldBe(5_000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Parse_FaultInEveryClusterOfOneLongLine_FindsEachInSecondsToo()
    {
        var bytes = Encoding.UTF8.GetBytes(Fleet(5_000).Replace("External", "Externl", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();

        InventoryParser.Parse(bytes).Errors.Length.ShouldBe(5_000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    private static string Fleet(int clusters) =>
        $$"""{"organizations":[{"id":"big","name":"Big","clusters":[{{string.Join(",", Enumerable.Range(0, clusters).Select(Cluster))}}]}]}""";

    private static string Cluster(int number) => $$$"""
        {"id":"{{{number:D12}}}","name":"n","provider":"aws","region":"eu-west-1","encryption":{"type":"External",
        "roleArn":"arn:aws:iam::444455556666:role/t{{{number}}}","primaryKeyArn":"arn:aws:kms:eu-west-1:111122223333:key/{{{number}}}"}}
        """.ReplaceLineEndings("");
}
