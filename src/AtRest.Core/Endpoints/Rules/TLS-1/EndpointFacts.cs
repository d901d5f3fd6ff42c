using System.Collections.Immutable;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Endpoints.Rules;

/// <summary>What is good, bad and unclear about one endpoint.</summary>
internal sealed class EndpointFacts
{
    /// <summary>A certificate with fewer days left is about to expire.</summary>
    private const int FewestDays = 30;

    /// <summary>Short-lived certificates are renewed late by design: for them, a part of their life counts instead of <see cref="FewestDays"/>.</summary>
    private const int PartOfLife = 3;

    private static readonly ImmutableArray<string> OldVersions = ["TLS 1.0", "TLS 1.1"];

    private readonly List<string> good = [];
    private readonly List<string> unclear = [];
    private readonly List<(string Fault, string Remedy, Severity Severity)> faults = [];

    public void AddVersions(ImmutableArray<TlsVersionResult> versions)
    {
        var (old, current) = (versions.Where(IsOld).ToList(), versions.Where(version => !IsOld(version)).ToList());
        if (Names(old, TlsAnswer.Accepted) is { Length: > 0 } accepted)
        {
            faults.Add(($"It accepts {accepted}.", "Ask Camunda to turn off TLS 1.0 and TLS 1.1 at this endpoint.", Severity.Medium));
        }

        unclear.AddRange(old.Where(version => version.Answer == TlsAnswer.Unclear).Select(Doubt));
        if (Names(current, TlsAnswer.Accepted) is { Length: > 0 } modern)
        {
            good.Add($"It accepts {modern}{(Names(versions, TlsAnswer.Refused) is { Length: > 0 } refused ? $" and refuses {refused}" : "")}.");
        }
        else if (current.All(version => version.Answer == TlsAnswer.Refused))
        {
            faults.Add(("It accepts neither TLS 1.2 nor TLS 1.3.", "Check that the address is right. If it is, ask Camunda to allow TLS 1.2 and TLS 1.3 at this endpoint.", Severity.Medium));
        }
        else
        {
            unclear.AddRange(current.Where(version => version.Answer == TlsAnswer.Unclear).Select(Doubt));
        }
    }

    public void AddCertificate(ServerCertificate? certificate, DateTimeOffset at)
    {
        if (certificate is null)
        {
            unclear.Add("No handshake got far enough to show its certificate.");
            return;
        }

        var who = $"Its certificate, for '{certificate.Subject}' by '{certificate.Issuer}',";
        var days = Wording.WholeDays(at, certificate.NotAfter);
        var isValid = true;
        Check(certificate.NotAfter <= at, $"{who} expired on {Wording.Day(certificate.NotAfter)}.", "Ask Camunda to renew the certificate.");
        Check(certificate.NotBefore > at, $"{who} is valid only from {Wording.Minute(certificate.NotBefore)} on.", "Check the clock of the machine that audits. If it is right, ask Camunda about the certificate.");
        Check(!certificate.IsForHost && certificate.CommonNameForHost is null, $"{who} is not for this host.", "Check the address. If it is right, ask Camunda about the certificate.");
        Check(
            certificate.CommonNameForHost is not null,
            $"{who} names this host only in its common name, '{certificate.CommonNameForHost}', and not as an alternative name (subjectAltName). Clients do not accept that.",
            "Ask Camunda for a certificate with the host as an alternative name.");
        Check(
            !certificate.ChainProblems.IsEmpty,
            $"{who} is not trusted by the machine that audits: {string.Join(", ", certificate.ChainProblems)}.",
            "Check whether a proxy between this machine and the endpoint replaces certificates. If none does, ask Camunda about the certificate.");
        if (isValid && days < DaysNeeded(certificate))
        {
            faults.Add(($"{who} expires in {Wording.Days(days)}, on {Wording.Day(certificate.NotAfter)}.", "Ask Camunda when the certificate is renewed.", Severity.Medium));
        }
        else if (isValid)
        {
            good.Add($"{who} is valid for {Wording.Days(days)} more, until {Wording.Day(certificate.NotAfter)}.");
        }

        void Check(bool isWrong, string fault, string remedy)
        {
            if (isWrong)
            {
                isValid = false;
                faults.Add((fault, remedy, Severity.High));
            }
        }
    }

    public void AddPlainHttp(Collected<PlainHttpProbe> collected)
    {
        if (!collected.TryGet(out var probe, out var absence))
        {
            unclear.Add($"Whether it serves plain HTTP is not known. {absence.Cause}");
            return;
        }

        switch (probe.Answer)
        {
            case PlainHttpAnswer.Closed:
                good.Add("It refuses connections for plain HTTP (port 80).");
                break;
            case PlainHttpAnswer.Silent:
                good.Add("On port 80 it sent no HTTP response to this machine.");
                break;
            case PlainHttpAnswer.RedirectsToHttps:
                good.Add($"It redirects plain HTTP to {probe.RedirectsTo}.");
                break;
            case PlainHttpAnswer.Refuses:
                good.Add($"It refuses plain HTTP with status {probe.Status}.");
                break;
            case PlainHttpAnswer.Serves:
                faults.Add((
                    $"It answers plain HTTP with status {probe.Status}{(probe.RedirectsTo is { } target ? $" and a redirect to {target}" : "")}.",
                    "Ask Camunda to redirect plain HTTP to https at this endpoint, or to close port 80. Use only https addresses in clients.",
                    Severity.High));
                break;
            case PlainHttpAnswer.Error:
                unclear.Add($"It answers plain HTTP with status {probe.Status} instead of a redirect to https. Whether it serves other paths is not known.");
                break;
            default:
                throw new InvalidOperationException($"The answer {probe.Answer} has no meaning.");
        }
    }

    /// <summary>A fault decides, whatever else is unclear.</summary>
    /// <param name="endpoint">What the messages are about.</param>
    public Outcome ToOutcome(string endpoint)
    {
        var rest = string.Concat(unclear.Concat(good).Select(sentence => " " + sentence));
        return faults.Count > 0
            ? Outcome.Fail($"The endpoint {endpoint} does not protect data in transit as it should. {string.Join(' ', faults.Select(fault => fault.Fault))}{rest}") with
            {
                Severity = faults.Min(fault => fault.Severity),
                Consequence = "Data and credentials on the way to the cluster can be read or changed, or clients that check certificates can no longer connect.",
                Remedy = string.Join(' ', faults.Select(fault => fault.Remedy).Distinct(StringComparer.Ordinal)),
            }
            : unclear.Count > 0
                ? Outcome.Unknown($"Not everything about the endpoint {endpoint} could be determined.{rest}")
                : Outcome.Pass($"The endpoint {endpoint} protects data in transit.{rest}");
    }

    private static bool IsOld(TlsVersionResult version) => OldVersions.Contains(version.Version);

    private static string Doubt(TlsVersionResult version) => $"Whether it accepts {version.Version} is not known. {version.Detail}";

    private static string Names(IEnumerable<TlsVersionResult> versions, TlsAnswer answer) =>
        string.Join(" and ", versions.Where(version => version.Answer == answer).Select(version => version.Version));

    private static double DaysNeeded(ServerCertificate certificate) => Math.Min(FewestDays, (certificate.NotAfter - certificate.NotBefore).TotalDays / PartOfLife);
}
