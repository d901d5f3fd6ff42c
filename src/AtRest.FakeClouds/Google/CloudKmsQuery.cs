using System.Text.RegularExpressions;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// The query parameters of a call. Google refuses parameters that a method does not have, and also accepts names in snake case
/// (https://cloud.google.com/apis/docs/system-parameters, https://protobuf.dev/programming-guides/json/).
/// </summary>
internal sealed partial class CloudKmsQuery
{
    private const string NumericJson = "json;enum-encoding=int";

    // The parameters of every method. They do not change the responses here, which have only one form.
    private static readonly string[] OfEveryMethod =
        ["$.xgafv", "access_token", "alt", "$alt", "callback", "fields", "$fields", "key", "oauth_token", "prettyPrint", "$prettyPrint", "quotaUser", "uploadType", "upload_protocol"];

    private static readonly string[] OfLists = ["pageSize", "pageToken", "view", "filter", "orderBy"];

    private readonly Dictionary<string, string> values = [];

    /// <exception cref="ServiceErrorException">The operation has no such parameter, or it is given twice.</exception>
    public CloudKmsQuery(string operation, IQueryCollection query)
    {
        string[] own = operation switch
        {
            "cryptoKeyVersions.list" => OfLists,
            "retiredResources.list" => ["pageSize", "pageToken"],
            KmsInventoryService.Summary => ["fallbackScope"],
            _ when operation.EndsWith(".getIamPolicy", StringComparison.Ordinal) => ["options.requestedPolicyVersion"],
            _ => [],
        };
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in query)
        {
            string known = OfEveryMethod.Contains(name) ? name : CamelCase(name);
            if (!OfEveryMethod.Contains(known) && !own.Contains(known))
            {
                throw GoogleErrors.UnknownParameter(name);
            }

            if (value.Count != 1 || !values.TryAdd(known, value.ToString()))
            {
                throw GoogleErrors.InvalidArgument($"Proto field '{known}' is not repeating and cannot be given twice.");
            }
        }

        string form = this["$alt"].Length > 0 ? this["$alt"] : this["alt"];
        if (form is not ("" or "json" or NumericJson) || this["filter"].Length > 0 || this["orderBy"].Length > 0)
        {
            // Google supports them. To ignore them would return something else than the caller requested.
            throw new ServiceErrorException(new("UNIMPLEMENTED", "The fake cloud does not offer filter, orderBy, or a form of the response other than JSON.", 501));
        }

        HasNumericEnums = form == NumericJson;
    }

    /// <summary>Whether enumerated values are returned as numbers.</summary>
    public bool HasNumericEnums { get; }

    /// <summary>The value; empty if there is none.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    /// <summary>Whether all fields are requested.</summary>
    /// <exception cref="ServiceErrorException">The view does not exist.</exception>
    public bool IsFull => this["view"] switch
    {
        "" or "0" or "CRYPTO_KEY_VERSION_VIEW_UNSPECIFIED" => false,
        "1" or "FULL" => true,
        string other => throw GoogleErrors.InvalidValue("view", "type.googleapis.com/google.cloud.kms.v1.CryptoKeyVersion.CryptoKeyVersionView", other),
    };

    /// <summary>The version of the returned policy. Below 3, conditions are hidden.</summary>
    /// <exception cref="ServiceErrorException">There is no such version (https://docs.cloud.google.com/iam/docs/reference/rest/v1/GetPolicyOptions).</exception>
    public int PolicyVersion => this["options.requestedPolicyVersion"] switch
    {
        "" or "0" or "1" => 1,
        "3" => 3,
        string other when int.TryParse(other, out _) => throw GoogleErrors.InvalidArgument("The requested policy version must be 0, 1 or 3."),
        string other => throw GoogleErrors.InvalidValue("options.requested_policy_version", "TYPE_INT32", other),
    };

    /// <exception cref="ServiceErrorException">It is not a number, or it is out of range.</exception>
    public int PageSize => this["pageSize"] switch
    {
        "" => 0,
        string text when !int.TryParse(text, out _) => throw GoogleErrors.InvalidValue("page_size", "TYPE_INT32", text),
        string text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is var size and >= 0 and <= 1000
            ? size
            : throw GoogleErrors.InvalidArgument("page_size must be between 0 and 1000."),
    };

    private static string CamelCase(string name) => Underscore().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("_([a-z])")]
    private static partial Regex Underscore();
}
