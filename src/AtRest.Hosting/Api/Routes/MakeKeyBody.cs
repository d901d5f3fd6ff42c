using System.Globalization;
using System.Text.Json;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Keys;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The body of <see cref="MakeKey"/>: nothing, or some of <c>{"kind":"api","name":"…","right":"member","expires":"2027-03-31"}</c>.</summary>
internal sealed record MakeKeyBody
{
    /// <summary>How long a key works if the body does not say it, in days, or as long as is allowed.</summary>
    public const int DefaultDays = 90;

    private const string Kind = "kind";
    private const string Name = "name";
    private const string Right = "right";
    private const string Expires = "expires";

    /// <summary>Null if there is a problem.</summary>
    public KeyOrder? Order { get; private init; }

    /// <summary>The problem with the body.</summary>
    public Problem? Problem { get; private init; }

    public static async Task<MakeKeyBody> ReadAsync(HttpRequest request, KeyOwner owner, KeyAdministration keys, CancellationToken cancellationToken)
    {
        KeyKind kind = KeyKind.Api;
        KeyRight? right = null;
        var name = "";
        var today = keys.Today;
        var lastDay = today.AddDays(DefaultDays) is var usual && usual < keys.LastDay ? usual : keys.LastDay;
        Dictionary<string, JsonBody.MemberReader> members = new()
        {
            [Kind] = (value, errors) => kind = Word<KeyKind>(value, Kind, errors) ?? kind,
            [Name] = (value, errors) => name = ReadName(value, errors),
            [Right] = (value, errors) => right = Word<KeyRight>(value, Right, errors),
            [Expires] = (value, errors) => lastDay = Day(value, today, keys.LastDay, errors) ?? lastDay,
        };
        var problem = await JsonBody.ReadAsync(request, members, cancellationToken);
        if (problem is null && WrongRight(owner, kind, right) is { } wrong)
        {
            problem = Problem.BadBody([wrong]);
        }

        return problem is not null ? new MakeKeyBody { Problem = problem } : new MakeKeyBody
        {
            Order = new KeyOrder
            {
                Kind = kind,
                Name = name.Length == 0 ? $"{WireWord.Of(kind)} key" : name,
                Right = right ?? (owner.OrganizationId is null ? KeyRight.Operator : KeyRight.Member),
                LastDay = lastDay,
            },
        };
    }

    /// <summary>The problem with a last day; null if there is none.</summary>
    public static string? WrongDay(DateOnly day, DateOnly today, DateOnly last) =>
        day < today || day > last ? string.Create(CultureInfo.InvariantCulture, $"The last day must be from {today:yyyy-MM-dd} to {last:yyyy-MM-dd}, the longest time that the operator of this server allows.") : null;

    /// <summary>Only operators have keys for everything, and only keys of the API have rights to choose.</summary>
    private static ProblemPlace? WrongRight(KeyOwner owner, KeyKind kind, KeyRight? right) =>
        owner.OrganizationId is null && kind != KeyKind.Api ? new($"/{Kind}", "Operators have keys of the kind 'api' only.")
        : owner.OrganizationId is null && right is not (null or KeyRight.Operator) ? new($"/{Right}", "The right of an operator's key is 'operator'.")
        : owner.OrganizationId is not null && right == KeyRight.Operator ? new($"/{Right}", "A key of an organization has the right 'member' or 'administrator'.")
        : kind != KeyKind.Api && right == KeyRight.Administrator ? new($"/{Right}", "Only a key of the kind 'api' can have the right 'administrator'.")
        : null;

    private static string ReadName(JsonElement value, List<ProblemPlace> errors)
    {
        var name = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        if (KeyText.WrongName(name) is { } problem)
        {
            errors.Add(new($"/{Name}", problem));
        }

        return name;
    }

    private static T? Word<T>(JsonElement value, string member, List<ProblemPlace> errors)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() == WireWord.Of(known))
            {
                return known;
            }
        }

        errors.Add(new($"/{member}", $"The value must be one of: {Quoted.List(WireWord.All(typeof(T)))}."));
        return null;
    }

    private static DateOnly? Day(JsonElement value, DateOnly today, DateOnly last, List<ProblemPlace> errors)
    {
        if (value.ValueKind != JsonValueKind.String || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            errors.Add(new($"/{Expires}", "The value must be a day, such as '2027-03-31': the last day on which the key works."));
            return null;
        }

        if (WrongDay(day, today, last) is { } problem)
        {
            errors.Add(new($"/{Expires}", problem));
        }

        return day;
    }
}
