using System.Net;
using System.Text.Json;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Identity;
using AtRest.Core.Evidence;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Credentials;

/// <summary>
/// Finds Application Default Credentials (https://docs.cloud.google.com/docs/authentication/application-default-credentials) and gets a first token
/// with them: so what is wrong with them is found out once, and not by every call.
/// </summary>
internal sealed class GoogleLogin(GoogleCollectorOptions options, GoogleFederation? federation, TimeProvider clock)
{
    private const string FileVariable = "GOOGLE_APPLICATION_CREDENTIALS";
    private const int TokenAttempts = 4;

    private const string Advice =
        $"Set {FileVariable} to a service account's key file or to a workload identity federation file, run 'gcloud auth application-default login', or run where a service account is attached.";

    public async Task<GoogleSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (options.AccessToken is { } token)
        {
            return new GoogleSession(GoogleCredential.FromAccessToken(token), null) { Identity = new(null, "an access token that was given") };
        }

        if (federation is not null)
        {
            return await OpenAsync(federation.Credential, cancellationToken).ConfigureAwait(false) with { Identity = GoogleIdentity.Of(options.WebIdentity!) };
        }

        GoogleCredential credential;
        try
        {
            // The last place to look asks the metadata server, which may never answer.
            credential = await Task.Run(() => FindAsync(cancellationToken), cancellationToken).WaitAsync(options.CredentialTimeout, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Refused(AbsenceKind.Denied, $"No Google credentials were found within {options.CredentialTimeout.TotalSeconds:0} seconds. {Advice}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var fault = options.ReadVariable(FileVariable) is { Length: > 0 } ? $"The credentials file that {FileVariable} names cannot be used" : "No Google credentials were found";
            return Refused(AbsenceKind.Denied, $"{fault}: {Sentence(exception)} {Advice}");
        }

        return await OpenAsync(credential.CreateScoped(CloudKmsService.Scope), cancellationToken).ConfigureAwait(false) with { Identity = await GoogleIdentity.OfAsync(credential, options.CredentialTimeout, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<GoogleSession> OpenAsync(GoogleCredential credential, CancellationToken cancellationToken) =>
        await TryAsync(credential, cancellationToken).ConfigureAwait(false) is { } failure ? failure : new GoogleSession(credential, null);

    private async Task<GoogleCredential> FindAsync(CancellationToken cancellationToken)
    {
        // Read here, since the library remembers the first file of the process for ever.
        if (options.ReadVariable(FileVariable) is not { Length: > 0 } path)
        {
            return await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).ConfigureAwait(false);
        }

        var json = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        return CredentialFactory.FromJson(json, TypeOf(json) ?? throw new FormatException("it has no \"type\"."));
    }

    private static string? TypeOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()
                : null;
        }
        catch (JsonException exception)
        {
            throw new FormatException("it is not JSON, or not all of it.", exception);
        }
    }

    private async Task<GoogleSession?> TryAsync(GoogleCredential credential, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(null, cancellationToken).WaitAsync(options.AttemptTimeout, clock, cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt == TokenAttempts || (exception is not TimeoutException && CallFaults.Classify(exception) == CallFault.None))
                {
                    return Refused(exception);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt)), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private GoogleSession Refused(Exception exception)
    {
        if (federation is not null && FederationAdvice.NoToken(exception) is { } said)
        {
            return Refused(AbsenceKind.Denied, $"Google Cloud could not be entered with AtRest's own identity. {said}");
        }

        if (exception is not TokenResponseException { StatusCode: null or < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests } refusal)
        {
            return Refused(AbsenceKind.Failed, $"Google gave no access token: {Sentence(exception)} Check the network and the credentials, and run the audit again.");
        }

        return Refused(AbsenceKind.Denied, options.WebIdentity is { } identity && federation is not null
            ? $"Google does not accept the token of AtRest's own identity: {Sentence(FederationAdvice.Said(refusal))} {FederationAdvice.For(refusal, identity)}"
            : $"Google does not accept the credentials that AtRest runs with: {Sentence(exception)} Renew them, or give others.");
    }

    private static GoogleSession Refused(AbsenceKind kind, string cause) => new(null, new Absence { Kind = kind, Cause = cause });

    private static string Sentence(Exception exception) =>
        Sentence(exception is TokenResponseException { Error: { } error } ? $"{error.Error}: {error.ErrorDescription}" : exception.Message);

    private static string Sentence(string text)
    {
        text = IdentityToken.Redact(text.ReplaceLineEndings(" ").Trim());
        return text.EndsWith('.') ? text : text + ".";
    }
}

/// <summary>The credentials of an audit, or why there are none.</summary>
internal sealed record GoogleSession(GoogleCredential? Credential, Absence? Barrier)
{
    /// <summary>Who they are.</summary>
    public GoogleIdentity Identity { get; init; } = GoogleIdentity.None;
}
