using System.Text;
using System.Text.Json;
using AtRest.Core.Clouds;
using AtRest.Core.Packing;

namespace AtRest.Core.Tests.Packing;

public sealed class PackedListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void Items_AreInTheOrderInWhichTheyWereAdded(int count)
    {
        var items = Enumerable.Range(0, count).Select(Item.Of).ToList();

        var packed = PackedLists.Pack(items);

        packed.Count.ShouldBe(count);
        packed.ShouldBe(items);
        Enumerable.Range(0, count).Where(place => place % 97 == 0).ShouldAllBe(place => packed.At(place) == items[place]);
    }

    [Fact]
    public void Item_LongerThanABlock_IsKept()
    {
        Item[] items = [Item.Of(1), new("long", new string('x', 3_000_000)), Item.Of(2)];

        PackedList<Item> packed = [.. items];

        packed.ShouldBe(items);
        packed.At(1).ShouldBe(items[1]);
    }

    [Fact]
    public void Item_ReadBeforeItsBlockIsFull_StaysAsItIs()
    {
        var blocks = new PackedBlocks(100, 10);
        blocks.Append("first"u8);
        var (first, all) = (blocks.At(0), blocks.All().GetEnumerator());
        all.MoveNext().ShouldBeTrue();

        for (var number = 0; number < 100; number++)
        {
            blocks.Append("other"u8);
        }

        Encoding.UTF8.GetString(first.Span).ShouldBe("first");
        Encoding.UTF8.GetString(all.Current.Span).ShouldBe("first");
    }

    [Fact]
    public void Items_ThatRepeatThemselves_NeedATenthOfTheirSize()
    {
        var packed = PackedLists.Pack(Enumerable.Range(0, 20_000).Select(Item.Of));

        packed.Size.ShouldBeLessThan(packed.Sum(item => (long)PackedList<Item>.Pack(item).Length) / 10);
    }

    [Fact]
    public void Places_OutsideOfTheList_AreRefused()
    {
        PackedList<Item> packed = [Item.Of(1)];

        Should.Throw<ArgumentOutOfRangeException>(() => packed.At(1));
        Should.Throw<ArgumentOutOfRangeException>(() => packed.At(-1));
    }

    [Fact]
    public void Choice_HasTheItemsInItsOrder_AndGetsNoOthers()
    {
        var packed = PackedLists.Pack(Enumerable.Range(0, 3_000).Select(Item.Of));

        var chosen = packed.Choose([2_999, 0, 1_500]);

        chosen.ShouldBe([Item.Of(2_999), Item.Of(0), Item.Of(1_500)]);
        chosen.At(2).ShouldBe(Item.Of(1_500));
        chosen.Where(item => item != Item.Of(0)).ShouldBe([Item.Of(2_999), Item.Of(1_500)]);
        Should.Throw<NotSupportedException>(() => chosen.Add(Item.Of(4)));
        Should.Throw<NotSupportedException>(() => ((ICollection<Item>)packed).Clear());
    }

    [Fact]
    public void Sorted_IsByText()
    {
        PackedList<Item> packed = [Item.Of(3), Item.Of(1), Item.Of(2)];

        packed.SortedBy(item => item.Name).ShouldBe([Item.Of(1), Item.Of(2), Item.Of(3)]);
    }

    [Fact]
    public void Merge_HasEachThingOnceAndSorted_WithTheBestCopy()
    {
        PackedList<Item> one = [Item.Of(3), Item.Of(1) with { Text = "bad" }];
        PackedList<Item> other = [Item.Of(1), Item.Of(2)];

        PackedLists.Merge([one, other], item => item.Name, copies => copies.First(copy => copy.Text != "bad")).ShouldBe([Item.Of(1), Item.Of(2), Item.Of(3)]);
    }

    [Fact]
    public void Index_FindsByIdentity()
    {
        var index = new PackedIndex<Item>(PackedLists.Pack(Enumerable.Range(0, 500).Select(Item.Of)), item => item.Name);

        for (var number = 0; number < 500; number++)
        {
            index.Find(Item.Of(number).Name).ShouldBe(Item.Of(number));
        }

        index.Find("other").ShouldBeNull();
    }

    [Fact]
    public void Json_IsThatOfAList_AndIsReadItemByItem()
    {
        var items = Enumerable.Range(0, 5_000).Select(Item.Of).ToList();
        using var stream = new MemoryStream();

        JsonSerializer.Serialize(stream, PackedLists.Pack(items), CloudJson.Indented);

        stream.ToArray().ShouldBe(JsonSerializer.SerializeToUtf8Bytes(items, CloudJson.Indented));
        stream.Position = 0;
        JsonSerializer.Deserialize<PackedList<Item>>(stream, CloudJson.Indented)!.ShouldBe(items);
    }

    [Fact]
    public void Threads_AddAndRead_WithoutLoss()
    {
        const int Count = 8_000;
        var packed = new PackedList<Item>();
        var places = new int[Count];

        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            places[number] = packed.Add(Item.Of(number));
            packed.At(places[number]).ShouldBe(Item.Of(number));
        });

        packed.Count.ShouldBe(Count);
        packed.Select(item => item.Name).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, Count).Select(number => Item.Of(number).Name).Order(StringComparer.Ordinal));
        Parallel.For(0, Count, number => packed.At(places[number]).ShouldBe(Item.Of(number)));
    }

    private sealed record Item(string Name, string Text)
    {
        public static Item Of(int number) => new($"item-{number:D6}", $"The key arn:aws:kms:eu-central-1:111122223333:key/{number:D12} has the policy that all keys have: " + new string('a', 150));
    }
}
