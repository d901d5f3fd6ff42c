using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Tests.Evidence;

/// <summary>Walks the members of every slice: a member that a slice forgets in one of its methods is found here.</summary>
public sealed class EvidenceSliceTests
{
    private const int Depth = 8;

    public static TheoryData<string> Slices => [.. CloudList.Slices.Select(kind => kind.Type.Name)];

    [Fact]
    public void List_OfClouds_HasEverySliceOfTheAssembly() => CloudList.Slices.Select(kind => kind.Type).ShouldBe(
        typeof(EvidenceSlice).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(EvidenceSlice).IsAssignableFrom(type)), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Slices))]
    public void Entries_OfAFullSlice_HaveEveryPiece(string name)
    {
        var slice = Full(name);
        var pieces = new List<ICollected>();
        Gather(slice, pieces);

        pieces.ShouldNotBeEmpty();
        slice.Entries().ShouldBe(pieces, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void Merge_OfOneFullSliceAndAnEmptyOne_KeepsEveryList(string name)
    {
        var slice = Full(name);
        var merged = slice.Merge([slice, Empty(name)]);

        // Stores that no trail needs are not looked for, and a key of a cluster is not repeated as a key of the record, so these lists may become empty.
        Members(name).Where(member => member.Name is not ("EventDataStores" or "RecordKeys")).ShouldAllBe(member => Count(member.GetValue(merged)) == Count(member.GetValue(slice)));
        slice.Merge([slice, slice]).Entries().Count().ShouldBeLessThanOrEqualTo(slice.Entries().Count());
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void Narrow_ToNoCluster_LeavesNoListWithItems(string name)
    {
        var narrowed = Full(name).Narrow(new Organization { Id = "o", Name = "o" });

        Lists(name).ShouldAllBe(member => Count(member.GetValue(narrowed)) == 0);
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void Identities_OfASlice_CoverEveryList(string name)
    {
        var lists = Full(name).Identities().ToList();

        lists.Select(list => list.List).ShouldBe(Lists(name).Select(member => char.ToLowerInvariant(member.Name[0]) + member.Name[1..]));
        lists.ShouldAllBe(list => list.Identities.Count() == 1);
    }

    private static EvidenceSlice Empty(string name) => CloudList.Slices.Single(kind => kind.Type.Name == name).Create();

    private static EvidenceSlice Full(string name) => (EvidenceSlice)Make(Empty(name).GetType(), name, Depth)!;

    private static PropertyInfo[] Members(string name) => [.. Settable(Empty(name).GetType())];

    private static PropertyInfo[] Lists(string name) => [.. Members(name).Where(member => IsList(member.PropertyType))];

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null);

    private static bool IsList(Type type) => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) || IsPacked(type));

    private static bool IsPacked(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(PackedList<>);

    private static int Count(object? member) => member switch { null => 0, string => 1, IEnumerable items => items.Cast<object>().Count(), _ => 1 };

    /// <summary>A value with every member set; a piece of evidence without what was read.</summary>
    private static object? Make(Type type, string name, int depth)
    {
        if (type == typeof(string))
        {
            return name;
        }

        if (IsList(type))
        {
            var item = type.GetGenericArguments()[0];
            return typeof(EvidenceSliceTests).GetMethod(IsPacked(type) ? nameof(OnePacked) : nameof(One), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item).Invoke(null, [Make(item, name, depth - 1)]);
        }

        if (type.IsValueType || depth == 0)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Settable(type))
        {
            var isOfPiece = typeof(ICollected).IsAssignableFrom(type) && property.Name is "Value" or "Absence" or "Sha256";
            property.SetValue(made, isOfPiece ? null : Make(property.PropertyType, property.Name, depth - 1));
        }

        return made;
    }

    private static ImmutableArray<T> One<T>(T item) => [item];

    private static PackedList<T> OnePacked<T>(T item) => [item];

    private static void Gather(object? value, List<ICollected> pieces)
    {
        switch (value)
        {
            case null or string:
                return;
            case ICollected piece:
                pieces.Add(piece);
                return;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Gather(item, pieces);
                }

                return;
            default:
                if (value.GetType().Namespace!.StartsWith("AtRest.Core", StringComparison.Ordinal))
                {
                    foreach (var property in Settable(value.GetType()))
                    {
                        Gather(property.GetValue(value), pieces);
                    }
                }

                return;
        }
    }
}
