using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Core.Google.Evidence;

namespace AtRest.Collectors.Google.Reading;

/// <summary>The calls, with what a whole answer of each must hold.</summary>
internal sealed class CloudKmsReader(CloudKmsService service, CallRunner calls)
{
    private const int LargestPage = 1000;

    /// <summary>
    /// An empty object may be an empty list, an empty policy, or an answer that was spoilt on its way: it is believed when it comes a third time.
    /// </summary>
    private const int BelievedAfter = 2;

    public async Task<CryptoKey> KeyAsync(string name, CancellationToken cancellationToken) => CloudKmsTranslation.Key(
        await calls.RunAsync(() => service.GetCryptoKey(name), (key, _) => IsComplete(key), cancellationToken));

    public async Task<CryptoKeyVersion> VersionAsync(string name, CancellationToken cancellationToken) => CloudKmsTranslation.Version(
        await calls.RunAsync(() => service.GetCryptoKeyVersion(name), (version, _) => version.Name is { Length: > 0 }, cancellationToken));

    /// <summary>Every page. Attestations are asked for only where somebody looks at them: they are large.</summary>
    public async Task<CryptoKeyVersions> VersionsAsync(string name, bool withAttestations, CancellationToken cancellationToken)
    {
        var versions = new List<CryptoKeyVersionData>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = await calls.RunAsync(() => Page(token), IsComplete, cancellationToken);
            versions.AddRange(page.CryptoKeyVersions ?? []);
            token = string.IsNullOrEmpty(page.NextPageToken) ? null : page.NextPageToken;
            if (token is not null && !seen.Add(token))
            {
                throw new MalformedAnswerException("Google gave the same page token twice, so the list cannot be read to its end.");
            }
        }
        while (token is not null);

        return CloudKmsTranslation.Versions(versions);

        ListVersionsRequest Page(string? pageToken)
        {
            var request = service.ListCryptoKeyVersions(name);
            request.PageSize = LargestPage;
            request.PageToken = pageToken;
            request.View = withAttestations ? "FULL" : null;
            return request;
        }
    }

    public Task<IamBindings> KeyPolicyAsync(string name, CancellationToken cancellationToken) => PolicyAsync(() => service.GetCryptoKeyPolicy(name), cancellationToken);

    public Task<IamBindings> KeyRingPolicyAsync(string keyRing, CancellationToken cancellationToken) => PolicyAsync(() => service.GetKeyRingPolicy(keyRing), cancellationToken);

    private async Task<IamBindings> PolicyAsync(Func<GetIamPolicyRequest> create, CancellationToken cancellationToken) =>
        CloudKmsTranslation.Policy(await calls.RunAsync(create, IsComplete, cancellationToken));

    private static bool IsComplete(CryptoKeyData key)
    {
        // Translated on trial: what cannot be translated is asked for again.
        return key.Name is { Length: > 0 } && (key.Primary is null || key.Primary.Name is { Length: > 0 }) && CloudKmsTranslation.Key(key) is not null;
    }

    private static bool IsComplete(VersionListData page, int failed) =>
        (page.CryptoKeyVersions ?? []).All(version => version?.Name is { Length: > 0 })
        && (page is not { CryptoKeyVersions: null, NextPageToken: null, TotalSize: null } || failed >= BelievedAfter);

    private static bool IsComplete(PolicyData policy, int failed) =>
        (policy.Bindings ?? []).All(binding => binding?.Role is { Length: > 0 } && (binding.Members ?? []).All(member => member is not null))
        && (policy is not { Bindings: null, Etag: null, Version: null } || failed >= BelievedAfter);
}
