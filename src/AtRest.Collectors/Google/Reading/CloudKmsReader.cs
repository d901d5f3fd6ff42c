using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Retries;
using AtRest.Core.Google.Evidence;

namespace AtRest.Collectors.Google.Reading;

/// <summary>Makes the calls, and defines what a complete response of each contains.</summary>
internal sealed class CloudKmsReader(CloudKmsService service, CallRunner calls, Listing listing)
{
    /// <summary>The most that Google returns (https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys.cryptoKeyVersions/list).</summary>
    private const int LargestPage = 1000;

    /// <summary>Attestations make versions large. A page takes about 5 MB.</summary>
    private const int PageWithAttestations = 250;

    /// <summary>
    /// The bytes of such a page. Each version has an attestation and three certificate chains (https://docs.cloud.google.com/kms/docs/reference/rest/v1/KeyOperationAttestation), about 20 KB.
    /// </summary>
    private const int LargestAttestations = 16 * 1024 * 1024;

    /// <summary>
    /// An empty object can be an empty list, an empty policy, or a response that was damaged on its way. It is accepted when it comes a third time.
    /// </summary>
    private const int AcceptedAfter = 2;

    public async Task<CryptoKey> KeyAsync(string name, CancellationToken cancellationToken) => CloudKmsTranslation.Key(
        await calls.RunAsync(() => service.GetCryptoKey(name), (key, _) => Require(IsComplete(key)), cancellationToken));

    public async Task<CryptoKeyVersion> VersionAsync(string name, CancellationToken cancellationToken) => CloudKmsTranslation.Version(
        await calls.RunAsync(() => service.GetCryptoKeyVersion(name), (version, _) => Require(version.Name is { Length: > 0 }), cancellationToken));

    /// <summary>Reads every page. Attestations are requested only if a rule needs them, because they are large.</summary>
    public async Task<CryptoKeyVersions> VersionsAsync(string name, bool withAttestations, CancellationToken cancellationToken)
    {
        var versions = await listing.ReadAllAsync(async (marker, token) =>
        {
            var size = 0L;
            var page = await calls.RunAsync(() => List(marker, bytes => size = bytes), Check, token);
            return new Page<CryptoKeyVersionData>(page.CryptoKeyVersions ?? [], page.NextPageToken, size);
        }, cancellationToken);
        return CloudKmsTranslation.Versions(versions);

        ListVersionsRequest List(string? marker, Action<long> receiveSize)
        {
            var request = service.ListCryptoKeyVersions(name);
            request.PageSize = withAttestations ? PageWithAttestations : LargestPage;
            request.PageToken = marker;
            request.View = withAttestations ? "FULL" : null;
            request.ModifyRequest = message =>
            {
                message.Options.Set(AnswerHandler.SizeKey, receiveSize);
                if (withAttestations)
                {
                    message.Options.Set(AnswerHandler.LargestKey, LargestAttestations);
                }
            };
            return request;
        }
    }

    public Task<IamBindings> KeyPolicyAsync(string name, CancellationToken cancellationToken) => PolicyAsync(() => service.GetCryptoKeyPolicy(name), cancellationToken);

    public Task<IamBindings> KeyRingPolicyAsync(string keyRing, CancellationToken cancellationToken) => PolicyAsync(() => service.GetKeyRingPolicy(keyRing), cancellationToken);

    private async Task<IamBindings> PolicyAsync(Func<GetIamPolicyRequest> create, CancellationToken cancellationToken) =>
        CloudKmsTranslation.Policy(await calls.RunAsync(create, Check, cancellationToken));

    private static bool IsComplete(CryptoKeyData key)
    {
        // A trial translation: a key that cannot be translated is not evidence.
        return key.Name is { Length: > 0 } && (key.Primary is null || key.Primary.Name is { Length: > 0 }) && CloudKmsTranslation.Key(key) is not null;
    }

    private static void Check(VersionListData page, int failed)
    {
        Require((page.CryptoKeyVersions ?? []).All(version => version?.Name is { Length: > 0 }));
        AskAgainIf(page is { CryptoKeyVersions: null, NextPageToken: null, TotalSize: null } && failed < AcceptedAfter);
    }

    private static void Check(PolicyData policy, int failed)
    {
        Require((policy.Bindings ?? []).All(binding => binding?.Role is { Length: > 0 } && (binding.Members ?? []).All(member => member is not null)));
        AskAgainIf(policy is { Bindings: null, Etag: null, Version: null } && failed < AcceptedAfter);
    }

    private static void Require(bool isComplete)
    {
        if (!isComplete)
        {
            throw new WrongAnswerException("It lacks required fields.");
        }
    }

    private static void AskAgainIf(bool isDoubtful)
    {
        if (isDoubtful)
        {
            throw new MalformedAnswerException("The response is an empty object.");
        }
    }
}
