using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AtRest.Collectors.Aws.Kms;

namespace AtRest.Collectors.Tests.Aws.Kms;

/// <summary>Which lists of imported key material can be used.</summary>
public sealed class KeyMaterialTests
{
    private static readonly string Id = new('a', 64);
    private static readonly DateTime End = new(2026, 12, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Materials_EachWithItsEnd_AreListed() => Materials(
        Entry(ExpirationModelType.KEY_MATERIAL_EXPIRES, End), Entry(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE, end: null)).ShouldBe([new DateTimeOffset(End), null]);

    [Fact]
    public void Materials_DateWithoutAModel_IsAnEnd() => Materials(Entry(model: null, End)).ShouldBe([new DateTimeOffset(End)]);

    [Fact]
    public void Materials_NeitherModelNorDate_AreNotKnown() => Materials(Entry(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE, end: null), Entry(model: null, end: null)).ShouldBeNull();

    [Fact]
    public void Materials_WithoutAnId_AreNotKnown() => Materials(new RotationsListEntry { ExpirationModel = ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE }).ShouldBeNull();

    [Fact]
    public void Materials_MissingOne_NeedsNoEnd() =>
        Materials(new RotationsListEntry { KeyMaterialId = Id, ImportState = ImportState.PENDING_IMPORT }).ShouldBe([null]);

    private static DateTimeOffset?[]? Materials(params RotationsListEntry[] entries) =>
        KmsTranslation.ToRotations(entries, IncludeKeyMaterial.ALL_KEY_MATERIAL).Materials?.Select(material => material.ValidTo).ToArray();

    private static RotationsListEntry Entry(ExpirationModelType? model, DateTime? end) =>
        new() { KeyMaterialId = Id, ImportState = ImportState.IMPORTED, ExpirationModel = model, ValidTo = end };
}
