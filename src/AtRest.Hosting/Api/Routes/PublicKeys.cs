using System.Security.Cryptography;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Signing;
using AtRest.Reports.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET /.well-known/atrest-keys.json</c>: the public keys of signed reports, as a JSON Web Key Set. It has no key if reports are not signed.</summary>
internal static class PublicKeys
{
    public static async Task SendAsync(HttpContext context)
    {
        byte[] body;
        try
        {
            body = KeySet.Write(await context.RequestServices.GetRequiredService<SigningKeys>().PublicAsync(context.RequestAborted));
        }
        catch (SigningKeyException)
        {
            await Answers.ProblemAsync(context, Problem.KeysUnavailable);
            return;
        }

        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"");
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.Headers.ETag = tag.ToString();
        if (EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch.ToArray()!, out var tags) && tags.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Answers.WriteAsync(context, body, KeySet.MediaType);
    }
}
