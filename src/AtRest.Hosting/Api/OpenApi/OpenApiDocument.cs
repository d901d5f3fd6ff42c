using System.Security.Cryptography;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AtRest.Hosting.Api.OpenApi;

/// <summary><c>GET /api/openapi.json</c>: the description of the API, which is <c>docs/schemas/openapi.json</c>, byte for byte.</summary>
internal static class OpenApiDocument
{
    private static readonly Lazy<byte[]> Document = new(Read);
    private static readonly Lazy<EntityTagHeaderValue> Tag = new(() => new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Document.Value))}\""));

    public static Task SendAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.Headers.ETag = Tag.Value.ToString();
        if (EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch.ToArray()!, out var tags) && tags.Any(tag => tag.Compare(Tag.Value, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Answers.WriteAsync(context, Document.Value, "application/json");
    }

    private static byte[] Read()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("The description of the API is missing from this build.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
