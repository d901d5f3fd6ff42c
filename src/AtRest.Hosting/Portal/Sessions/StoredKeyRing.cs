using System.Xml;
using System.Xml.Linq;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AtRest.Hosting.Portal.Sessions;

/// <summary>
/// Keeps the keys of Data Protection in the storage, so that every worker can read the cookies of the others. ASP.NET Core's interface is synchronous; it is called once a day, and at the first request.
/// </summary>
internal sealed class StoredKeyRing(IBlobStore blobs, DamagedBlobs damaged) : IXmlRepository
{
    /// <summary>The folder of the keys.</summary>
    public const string Prefix = "portal/keys/";

    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => WriteAsync(element, friendlyName)).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        List<XElement> keys = [];
        await foreach (var found in blobs.AllAsync(Prefix, CancellationToken.None))
        {
            if (await KeyAsync(found.Name) is { } key)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>A damaged key only ends the sessions that it encrypted.</summary>
    private async Task<XElement?> KeyAsync(string name)
    {
        try
        {
            if (await blobs.ReadAsync(name, CancellationToken.None) is not { } blob)
            {
                return null;
            }

            await using (blob)
            {
                return await XElement.LoadAsync(blob.Content, LoadOptions.None, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is XmlException or StorageException { IsDamage: true })
        {
            damaged.Note(name, BlobJson.Changed(name, exception), readAgain: null);
            return null;
        }
    }

    private async Task WriteAsync(XElement element, string friendlyName)
    {
        using var content = new MemoryStream();
        await element.SaveAsync(content, SaveOptions.DisableFormatting, CancellationToken.None);
        content.Position = 0;
        await blobs.WriteAsync($"{Prefix}{friendlyName}.xml", content, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = "application/xml" }, CancellationToken.None);
    }
}
