using System.Text.Json;
using AtRest.Collectors.Retries;
using Google.Apis.Requests;
using Google.Apis.Services;

namespace AtRest.Collectors.Google.Client;

/// <summary>A REST service of Google, whose errors are read in full.</summary>
internal abstract class GoogleRestService(BaseClientService.Initializer initializer) : BaseClientService(initializer)
{
    public override string BaseUri => BaseUriOverride ?? DefaultBaseUri;

    public override string BasePath => "";

    public override IList<string> Features => [];

    protected abstract string DefaultBaseUri { get; }

    /// <summary>Reads an error and never throws. An error that is not Google's has no details.</summary>
    public override async Task<RequestError> DeserializeError(HttpResponseMessage response)
    {
        var text = response.Content is null ? "" : await response.Content.ReadAsStringAsync();
        return new CloudKmsError { ErrorResponseContent = text, Details = Parse(text), RetryAfter = RetryAfterHeader.Of(response) };
    }

    private static ErrorData? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorAnswer>(text, WireJson.Options)?.Error;
        }
        catch (JsonException)
        {
            // An HTML page or a truncated body is not a Google error.
            return null;
        }
    }
}
