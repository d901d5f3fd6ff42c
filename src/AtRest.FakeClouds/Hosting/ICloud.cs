using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Hosting;

/// <summary>A cloud: its services, and the rules for its part of a scenario.</summary>
internal interface ICloud
{
    /// <summary>The names of its services that a scenario can use, as in permissions: <c>kms</c>.</summary>
    IReadOnlyList<string> ServiceNames { get; }

    /// <summary>What is wrong with the cloud's part of a scenario: sentences.</summary>
    IEnumerable<string> Check(Scenario scenario);

    /// <summary>The services. The first one that recognizes a request answers it.</summary>
    IEnumerable<IFakeService> Services(ServiceContext context);

    /// <summary>The response to a request that no service recognizes; null if the request is not for this cloud.</summary>
    Reply? AnswerUnknown(IncomingRequest request) => null;
}

/// <summary>What services are made with.</summary>
/// <param name="World">The scenario and the time.</param>
/// <param name="Access">The denials and errors of the scenario.</param>
/// <param name="Identities">The identity tokens that were issued.</param>
internal sealed record ServiceContext(World World, AccessCheck Access, IdentityTokens Identities);
