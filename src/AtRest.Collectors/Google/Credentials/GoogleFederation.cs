using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Identity;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Util;

namespace AtRest.Collectors.Google.Credentials;

/// <summary>
/// The credentials of Google's library that exchange a token of the process's own identity (https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token), and then act as
/// a service account, if the settings name one. All audits of the process share them. The library renews their token shortly before it expires.
/// </summary>
internal sealed class GoogleFederation(GoogleCollectorOptions options, IdentityTokens tokens, TimeProvider clock)
{
    private const string SubjectTokenType = "urn:ietf:params:oauth:token-type:jwt";

    private static readonly Uri DefaultSts = new("https://sts.googleapis.com/");
    private static readonly Uri DefaultIamCredentials = new("https://iamcredentials.googleapis.com/");

    private readonly Lazy<GoogleCredential> credential = new(() => Create(options, tokens, clock));

    public GoogleCredential Credential => credential.Value;

    private static GoogleCredential Create(GoogleCollectorOptions options, IdentityTokens tokens, TimeProvider clock)
    {
        var identity = options.WebIdentity!;
        var exchange = new Uri(Folder(options.StsEndpoint ?? DefaultSts), "v1/token").AbsoluteUri;
        var initializer = new ProgrammaticExternalAccountCredential.Initializer(exchange, identity.Provider, SubjectTokenType, new SubjectTokens(tokens, identity.Audience))
        {
            Clock = new Clock(clock),
            HttpClientFactory = new CheckedHttpClientFactory(AnswerBounds.Token),
            Scopes = [options.Scope],
            ServiceAccountImpersonationUrl = identity.ServiceAccount is { } account
                ? new Uri(Folder(options.IamCredentialsEndpoint ?? DefaultIamCredentials), $"v1/projects/-/serviceAccounts/{account}:generateAccessToken").AbsoluteUri
                : null,
        };
        return new ProgrammaticExternalAccountCredential(initializer).ToGoogleCredential();
    }

    private static Uri Folder(Uri uri) => new(uri.AbsoluteUri.TrimEnd('/') + "/");

    private sealed class SubjectTokens(IdentityTokens tokens, string audience) : ProgrammaticExternalAccountCredential.ISubjectTokenProvider
    {
        public async Task<string> GetSubjectTokenAsync(ProgrammaticExternalAccountCredential caller, CancellationToken taskCancellationToken) =>
            (await tokens.GetAsync(audience, taskCancellationToken)).Value;
    }

    private sealed class Clock(TimeProvider time) : IClock
    {
        public DateTime Now => time.GetLocalNow().DateTime;

        public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
    }
}
