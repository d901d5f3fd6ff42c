using System.Net;
using System.Text.Json;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;
using AtRest.Collectors.Tls;
using AtRest.Core.Evidence;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Credentials;

/// <summary>
/// Finds Application Default Credentials (https://docs.cloud.google.com/docs/authentication/application-default-credentials) and gets a first token
/// with them, so that a fault is found once and not by every call.
/// </summary>
internal sealed class GoogleLogin(GoogleCollectorOptions options, GoogleFederation? federation, CloudTelemetry telemetry, TimeProvider clock)
{
    private const string FileVariable = "GOOGLE_APPLICATION_CREDENTIALS";

    private const string Advice =
        $"Set {FileVariable} to a service account's key file or to a workload identity federation file, run 'gcloud auth application-default login', or run where a service account is attached. Then audit again.";

    public async Task<GoogleSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (options.AccessToken is { } token)
        {
            return new GoogleSession(GoogleCredential.FromAccessToken(token), null) { Identity = new(null, "an access token that was given") };
        }

        GoogleCredential credential;
        try
        {
            // The search ends with the metadata server, which may never answer.
            credential = federation?.Credential
                ?? (await Task.Run(() => FindAsync(cancellationToken), cancellationToken).WaitAsync(options.CredentialTimeout, clock, cancellationToken))
                    .CreateScoped(options.Scope).CreateWithHttpClientFactory(new CheckedHttpClientFactory(AnswerBounds.Token));
        }
        catch (TimeoutException)
        {
            return Refused($"No Google credentials were found within {options.CredentialTimeout.TotalSeconds:0} seconds.", Advice);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.Fault("Google's credentials", exception);
            return options.ReadVariable(FileVariable) is { Length: > 0 } path
                ? Refused($"The credentials file {path} that {FileVariable} names cannot be used: {Sentence(exception)}", Advice)
                : Refused($"No Google credentials were found: {Sentence(exception)}", Advice);
        }

        var session = await OpenAsync(credential, cancellationToken);
        return session with
        {
            Identity = federation is not null ? GoogleIdentity.Of(options.WebIdentity!) : await GoogleIdentity.OfAsync(credential, options.CredentialTimeout, cancellationToken),
        };
    }

    private async Task<GoogleSession> OpenAsync(GoogleCredential credential, CancellationToken cancellationToken) =>
        await TryAsync(credential, cancellationToken) is { } failure ? failure : new GoogleSession(credential, null);

    private async Task<GoogleCredential> FindAsync(CancellationToken cancellationToken)
    {
        // Read here, because the library caches the first file for the whole process.
        if (options.ReadVariable(FileVariable) is not { Length: > 0 } path)
        {
            return await GoogleCredential.GetApplicationDefaultAsync(cancellationToken);
        }

        var json = await File.ReadAllTextAsync(path, cancellationToken);
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
            throw new FormatException("it is not JSON, or it is truncated.", exception);
        }
    }

    private async Task<GoogleSession?> TryAsync(GoogleCredential credential, CancellationToken cancellationToken)
    {
        var budget = new RetryBudget(RetryLimits.SignIn);
        while (true)
        {
            TimeSpan wait;
            try
            {
                await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(null, cancellationToken).WaitAsync(options.AttemptTimeout, clock, cancellationToken);
                return null;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var fault = exception is TimeoutException ? FaultKind.TimedOut : CallFaults.Classify(exception);
                var next = fault == FaultKind.None ? null : budget.Next(new Failure { Fault = fault, EndpointHasAnswered = true, Jitter = 1 });
                if (next is null)
                {
                    telemetry.Fault("Google's access token", exception);
                    return Refused(credential, exception);
                }

                wait = next.Value;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private GoogleSession Refused(GoogleCredential credential, Exception exception)
    {
        if (federation is not null && FederationAdvice.NoToken(exception) is { } own)
        {
            return Refused($"AtRest could not sign in to Google Cloud with its own identity. {own.Message}", own.Advice);
        }

        if (ServerCertificates.Find(exception) is { } untrusted)
        {
            return Refused($"Google returned no access token. {untrusted.Message}", untrusted.Remedy, Call(credential, AbsenceKind.Failed));
        }

        if (WrongAnswerOf(exception) is { } wrong)
        {
            return Refused($"The response of Google with an access token cannot be used. {wrong}", "Check the network and the proxy, then audit again.", Call(credential, AbsenceKind.Failed));
        }

        if (exception is TimeoutException)
        {
            return Refused(
                $"Google returned no access token in time in several attempts, each limited to {options.AttemptTimeout.TotalSeconds:0.#} seconds.", "Check the network, then audit again.", Call(credential, AbsenceKind.Failed));
        }

        if (exception is not TokenResponseException { StatusCode: null or < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests } refusal)
        {
            return Refused($"Google returned no access token: {Sentence(exception)}", "Check the network and the credentials, then audit again.", Call(credential, AbsenceKind.Failed));
        }

        return options.WebIdentity is { } identity && federation is not null
            ? Refused(
                $"Google does not accept the token of AtRest's own identity: {Sentence(FederationAdvice.Said(refusal))}", FederationAdvice.For(refusal, identity), Call(credential, AbsenceKind.Denied))
            : Refused(
                $"Google does not accept the credentials that AtRest runs with: {Sentence(exception)}",
                $"Renew them ('gcloud auth application-default login', or a new key of the service account), or name others in {FileVariable}. Then audit again.",
                Call(credential, AbsenceKind.Denied));
    }

    /// <summary>The request for a token; null for credentials that do not reveal its address.</summary>
    private FailedCall? Call(GoogleCredential credential, AbsenceKind kind) => credential.UnderlyingCredential switch
    {
        ServiceCredential { TokenServerUrl: { } url } => new FailedCall { Source = "oauth2:token", Resource = url, At = clock.GetUtcNow(), Kind = kind },
        UserCredential { Flow: { } flow } when TokenServerOf(flow) is { } url => new FailedCall { Source = "oauth2:token", Resource = url, At = clock.GetUtcNow(), Kind = kind },
        _ => null,
    };

    /// <summary>What is wrong with a complete response; null: the failure has another cause.</summary>
    private static string? WrongAnswerOf(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is WrongAnswerException)
            {
                return current.Message;
            }
        }

        // The library reports a response that it cannot read as an error with the status of success.
        return exception is TokenResponseException { StatusCode: HttpStatusCode.OK } ? "It does not have the documented form." : null;
    }

    private static string? TokenServerOf(IAuthorizationCodeFlow flow) => (flow as AuthorizationCodeFlow)?.TokenServerUrl;

    private static GoogleSession Refused(string cause, string remedy, FailedCall? call = null) =>
        new(null, new Absence { Kind = AbsenceKind.NotAttempted, Cause = cause, Remedy = remedy, Call = call });

    private static string Sentence(Exception exception) =>
        Sentence(exception is TokenResponseException { Error: { } error } ? $"{error.Error}: {error.ErrorDescription}" : ExceptionText.Of(exception));

    private static string Sentence(string text) => ReceivedText.Sentence(IdentityToken.Redact(text));
}

/// <summary>The credentials of an audit, or the reason why there are none.</summary>
internal sealed record GoogleSession(GoogleCredential? Credential, Absence? AccessFailure)
{
    /// <summary>Their identity.</summary>
    public GoogleIdentity Identity { get; init; } = GoogleIdentity.None;
}
