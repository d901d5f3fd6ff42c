using AtRest.Core.Packing;

namespace AtRest.Core.Tests.Packing;

public sealed class OrderedWorkTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(1_003, 1)]
    [InlineData(1_003, 4)]
    [InlineData(5_000, 16)]
    public void Results_AreTakenInOrder(int count, int threads)
    {
        var taken = new List<int>();

        OrderedWork.Run([.. Enumerable.Range(0, count)], threads, number => Slow(number) * 2, taken.Add, TestContext.Current.CancellationToken);

        taken.ShouldBe(Enumerable.Range(0, count).Select(number => number * 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Fault_EndsTheWork(int threads) =>
        Should.Throw<InvalidDataException>(() => OrderedWork.Run<int, int>([.. Enumerable.Range(0, 10_000)], threads, number => number == 500 ? throw new InvalidDataException() : number, _ => { }, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Cancelled_Ends(int threads)
    {
        using var source = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() => OrderedWork.Run(
            [.. Enumerable.Range(0, 100_000)],
            threads,
            number =>
            {
                if (number == 1_000)
                {
                    source.Cancel();
                }

                return number;
            },
            _ => { },
            source.Token));
    }

    private static int Slow(int number)
    {
        Thread.SpinWait(number % 7 * 200);
        return number;
    }
}
