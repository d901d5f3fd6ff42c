using System.Text;
using AtRest.Reports.Signing;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Certificates;
using Azure.Security.KeyVault.Secrets;

namespace AtRest.Hosting.Signing;

/// <summary>
/// The key of a certificate in Azure Key Vault. A certificate with an exportable key is also a secret with the key and the chain
/// (https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#composition-of-a-certificate).
/// </summary>
internal sealed class VaultKey
{
    private const string Pkcs12 = "application/x-pkcs12";

    private readonly Uri url;
    private readonly CertificateClient certificates;
    private readonly SecretClient secrets;

    /// <param name="url">The URL of the certificate.</param>
    /// <param name="credential">Null: the managed identity, or another credential that the machine has.</param>
    /// <param name="transport">Null: the one of the SDK.</param>
    public VaultKey(Uri url, TokenCredential? credential = null, HttpPipelineTransport? transport = null)
    {
        this.url = url;
        var (vault, identity) = (new Uri(url.GetLeftPart(UriPartial.Authority)), credential ?? new DefaultAzureCredential());
        var (ofCertificates, ofSecrets) = (new CertificateClientOptions(), new SecretClientOptions());
        if (transport is not null)
        {
            // Only a test's vault has another name than those of Azure.
            (ofCertificates.Transport, ofSecrets.Transport) = (transport, transport);
            (ofCertificates.DisableChallengeResourceVerification, ofSecrets.DisableChallengeResourceVerification) = (true, true);
            (ofCertificates.Retry.MaxRetries, ofSecrets.Retry.MaxRetries) = (0, 0);
        }

        certificates = new CertificateClient(vault, identity, ofCertificates);
        secrets = new SecretClient(vault, identity, ofSecrets);
    }

    /// <exception cref="SigningKeyException">The certificate cannot be used.</exception>
    public async Task<SigningKey> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var name = url.Segments[2].TrimEnd('/');
            var version = url.Segments.Length > 3 ? url.Segments[3] : null;
            var certificate = version is null ? (await certificates.GetCertificateAsync(name, cancellationToken)).Value : (await certificates.GetCertificateVersionAsync(name, version, cancellationToken)).Value;
            if (certificate.Properties.Enabled == false)
            {
                throw new SigningKeyException($"The certificate {url} is disabled. Enable it, or name another one.");
            }

            if (certificate is KeyVaultCertificateWithPolicy { Policy.Exportable: false })
            {
                throw new SigningKeyException($"The private key of the certificate {url} is not exportable. Create the certificate with an exportable key: AtRest signs with the key in its own memory.");
            }

            var secret = (await secrets.GetSecretAsync(name, certificate.Properties.Version, cancellationToken: cancellationToken)).Value;
            return SigningKey.Read(
                secret.Properties.ContentType == Pkcs12 ? Convert.FromBase64String(secret.Value) : Encoding.UTF8.GetBytes(secret.Value),
                password: null);
        }
        catch (RequestFailedException exception)
        {
            var reason = exception.Status switch
            {
                404 => $"The certificate {url} was not found in the vault. Check the setting AtRest:Signing:Certificate.",
                401 or 403 => $"The vault does not let AtRest read the certificate {url}. Give its identity the roles 'Key Vault Certificate User' and 'Key Vault Secrets User'.",
                0 => $"The certificate {url} could not be read: the vault did not answer.",
                _ => $"The certificate {url} could not be read: the vault answered {exception.Status} ({exception.ErrorCode}).",
            };
            throw new SigningKeyException(reason, exception) { IsTransient = exception.Status is 0 or 408 or 429 or >= 500 };
        }
        catch (AuthenticationFailedException exception)
        {
            throw new SigningKeyException($"AtRest has no identity that the vault of {url} knows. Assign a managed identity, or sign in.", exception) { IsTransient = true };
        }
        catch (FormatException exception)
        {
            throw new SigningKeyException($"The secret of the certificate {url} is not PKCS#12 in Base64.", exception);
        }
    }
}
