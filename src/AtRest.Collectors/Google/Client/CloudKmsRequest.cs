using Google.Apis.Discovery;
using Google.Apis.Requests;
using Google.Apis.Services;
using Google.Apis.Util;

namespace AtRest.Collectors.Google.Client;

/// <summary>A GET request for one resource.</summary>
internal abstract class CloudKmsRequest<T> : ClientServiceRequest<T>
{
    private readonly string methodName;
    private readonly string restPath;

    protected CloudKmsRequest(IClientService service, string methodName, string restPath, string name)
        : base(service)
    {
        this.methodName = methodName;
        this.restPath = restPath;
        Name = name;
        InitParameters();
    }

    /// <summary>The resource's name; its slashes are part of the path.</summary>
    [RequestParameter("name", RequestParameterType.Path)]
    public string Name { get; }

    public override string MethodName => methodName;

    public override string RestPath => restPath;

    public override string HttpMethod => "GET";

    protected sealed override void InitParameters()
    {
        base.InitParameters();
        RequestParameters.Add("name", new Parameter { Name = "name", IsRequired = true, ParameterType = "path" });
        foreach (var query in QueryParameters)
        {
            RequestParameters.Add(query, new Parameter { Name = query, IsRequired = false, ParameterType = "query" });
        }
    }

    protected virtual IEnumerable<string> QueryParameters => [];
}

/// <summary>The resource itself: <c>cryptoKeys.get</c>, <c>cryptoKeyVersions.get</c>.</summary>
internal sealed class GetResourceRequest<T>(IClientService service, string methodName, string name) : CloudKmsRequest<T>(service, methodName, "v1/{+name}", name);

/// <summary><c>cryptoKeyVersions.list</c>.</summary>
internal sealed class ListVersionsRequest(IClientService service, string cryptoKey)
    : CloudKmsRequest<VersionListData>(service, "cryptoKeyVersions.list", "v1/{+name}/cryptoKeyVersions", cryptoKey)
{
    /// <summary>At most 1000.</summary>
    [RequestParameter("pageSize", RequestParameterType.Query)]
    public int? PageSize { get; set; }

    [RequestParameter("pageToken", RequestParameterType.Query)]
    public string? PageToken { get; set; }

    /// <summary><c>FULL</c>: with attestations.</summary>
    [RequestParameter("view", RequestParameterType.Query)]
    public string? View { get; set; }

    protected override IEnumerable<string> QueryParameters => ["pageSize", "pageToken", "view"];
}

/// <summary><c>retiredResources.list</c> of a location.</summary>
internal sealed class ListRetiredRequest(IClientService service, string location)
    : CloudKmsRequest<RetiredListData>(service, "retiredResources.list", "v1/{+name}/retiredResources", location)
{
    [RequestParameter("pageSize", RequestParameterType.Query)]
    public int? PageSize { get; set; }

    [RequestParameter("pageToken", RequestParameterType.Query)]
    public string? PageToken { get; set; }

    protected override IEnumerable<string> QueryParameters => ["pageSize", "pageToken"];
}

/// <summary><c>getProtectedResourcesSummary</c> of a key or version.</summary>
internal sealed class GetProtectedResourcesRequest(IClientService service, string name)
    : CloudKmsRequest<ProtectedResourcesData>(service, "getProtectedResourcesSummary", "v1/{+name}/protectedResourcesSummary", name)
{
    /// <summary>
    /// If Google may not look at the whole organization of the key, it looks at the project of the key and warns, instead of refusing
    /// (https://docs.cloud.google.com/kms/docs/view-key-usage).
    /// </summary>
    [RequestParameter("fallbackScope", RequestParameterType.Query)]
    public string FallbackScope { get; } = "FALLBACK_SCOPE_PROJECT";

    protected override IEnumerable<string> QueryParameters => ["fallbackScope"];
}

/// <summary><c>getIamPolicy</c> of a key or of a key ring.</summary>
internal sealed class GetIamPolicyRequest(IClientService service, string methodName, string resource)
    : CloudKmsRequest<PolicyData>(service, methodName, "v1/{+name}:getIamPolicy", resource)
{
    /// <summary>3, or conditions are left out of the response (https://docs.cloud.google.com/iam/docs/policies#versions).</summary>
    [RequestParameter("options.requestedPolicyVersion", RequestParameterType.Query)]
    public int RequestedPolicyVersion { get; } = 3;

    protected override IEnumerable<string> QueryParameters => ["options.requestedPolicyVersion"];
}
