using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Endpoints.Rules;

/// <summary>
/// Each endpoint accepts only TLS 1.2 or newer, has a valid certificate for its host, and does not serve plain HTTP. TLS 1.0 and 1.1 are deprecated (https://www.rfc-editor.org/rfc/rfc8996).
/// </summary>
internal sealed class EndpointTlsRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TLS-1",
        Title = "The cluster's endpoints accept only current TLS, with a valid certificate",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        if (context.Evidence.Evidence.Clouds.Of<EndpointSlice>().Endpoints is null)
        {
            return [Outcome.NotApplicable("AtRest did not connect to the cluster's endpoints. It does so only if it is asked to (--probe-tls, or the setting AtRest:Tls:Probe).")];
        }

        var addresses = context.Evidence.EndpointsOf(context.Cluster);
        var camunda = context.Evidence.Evidence.Clouds.Camunda?.Clusters;
        var unread = camunda is { Value: null } ? camunda.Unread("Whether Camunda reports more endpoints of the cluster") : null;
        return addresses.IsEmpty
            ? [unread ?? Outcome.NotApplicable("No endpoint of the cluster is known: the inventory declares none, and Camunda reports none.")]
            : [.. addresses.Select(address => Judge(context.Evidence.Endpoint(address), context.AuditedAt)), .. unread is null ? [] : new[] { unread }];
    }

    private static Outcome Judge(EndpointEvidence endpoint, DateTimeOffset at)
    {
        if (!endpoint.Tls.TryGet(out var tls, out _))
        {
            return endpoint.Tls.Unread($"How {endpoint.Address} speaks TLS") with { Resource = endpoint.Address };
        }

        var facts = new EndpointFacts();
        facts.AddVersions(tls.Versions);
        facts.AddCertificate(tls.Certificate, at);
        facts.AddPlainHttp(endpoint.PlainHttp);
        return facts.ToOutcome($"{endpoint.Address} ({tls.IpAddress})") with
        {
            Resource = endpoint.Address,
            Evidence = [endpoint.Tls.Reference, endpoint.PlainHttp.Reference],
        };
    }
}
