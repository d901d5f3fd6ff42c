using System.Text.Json;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>Reads the <c>request</c> of a line.</summary>
internal static class RequestReader
{
    private const string PrincipalForms =
        "the ARN of a role, user, root or session, a 12-digit account ID, a service such as ec2.amazonaws.com, or anonymous";

    /// <summary>Reads the request.</summary>
    /// <exception cref="InvalidLineException">The value is not a valid request.</exception>
    public static AccessRequest Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidLineException("'request' must be an object with principal and action.");
        }

        string? principal = null;
        string? action = null;
        var context = new ContextReader();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("principal"u8))
            {
                principal = ReadOnce(ref reader, principal, "principal");
            }
            else if (reader.ValueTextEquals("action"u8))
            {
                action = ReadOnce(ref reader, action, "action");
            }
            else if (reader.ValueTextEquals("context"u8))
            {
                context.ReadKnown(ref reader);
            }
            else if (reader.ValueTextEquals("unknown"u8))
            {
                context.ReadUnknown(ref reader);
            }
            else
            {
                PropertyNames.SkipUnknown(ref reader, PropertyNames.OfRequest);
            }
        }

        return new()
        {
            Principal = CheckPrincipal(principal),
            Action = action is { Length: > 0 } ? action : throw new InvalidLineException("'request' has no 'action', such as kms:Decrypt."),
            Context = context.Known,
            Unknown = context.Unknown,
        };
    }

    private static string ReadOnce(ref Utf8JsonReader reader, string? before, string name)
    {
        reader.Read();
        return before is null ? JsonStrings.Read(ref reader, $"'{name}'") : throw new InvalidLineException($"'{name}' appears twice.");
    }

    private static string CheckPrincipal(string? text)
    {
        if (text is not { Length: > 0 })
        {
            throw new InvalidLineException($"'request' has no 'principal'. A principal is {PrincipalForms}.");
        }

        var principal = RequestPrincipal.Parse(text);
        return principal.Kind != RequestPrincipalKind.Other || !principal.AccountId.IsEmpty
            ? text
            : throw new InvalidLineException($"'principal' is not valid: '{text}'. A principal is {PrincipalForms}.");
    }
}
