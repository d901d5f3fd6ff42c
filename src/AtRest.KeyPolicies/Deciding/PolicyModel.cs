using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Deciding.Texts;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>A key policy, prepared for the search: the statements that can apply to the key, their criteria, and the facts that are the same for every call.</summary>
internal sealed class PolicyModel
{
    private const int AccountDigits = 12;

    /// <summary>The length from which on a prefix of a unique ID is treated as the whole ID: IDs of roles and users have 21 characters today.</summary>
    private const int WholeId = 20;

    private static readonly string[] AccountKeys =
    [
        "aws:PrincipalAccount", "kms:CallerAccount", "aws:PrincipalArn", "aws:userid", "aws:SourceAccount", "aws:SourceOwner", "aws:SourceArn",
        "aws:VpceAccount", "aws:SourceVpcArn",
    ];

    private static readonly string[] TextKeys =
    [
        .. AccountKeys, "aws:username", "aws:PrincipalType", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList",
        "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:SourceVpc", "aws:SourceVpce", "aws:VpceOrgID", "aws:VpceOrgPaths",
    ];

    public PolicyModel(KeyPolicyReading reading, DateTimeOffset moment, WorkBudget budget)
    {
        Reading = reading;
        Budget = budget;
        var facts = CallFacts.Of(reading, moment);
        if (!reading.Policy.Statements.SelectMany(statement => statement.Conditions).Any(condition => Is(condition.Key, "aws:ResourceOrgID") || Is(condition.Key, "aws:ResourceOrgPaths")))
        {
            facts.Known("aws:ResourceOrgID", Placeholders.OwnerOrganization);
        }

        Known = facts.ToContext();
        sampled = Keys(ValueFamilies.AreSampled);
        mixed = Keys(ValueFamilies.AreMixed);
        Statements = [.. reading.WithoutGrants.Statements.Where(matcher => matcher.Resource.IsPossible).Select(ModelOf)];
        IsOpen = Statements.Any(statement => statement.IsAllow && (statement.Statement.Principal.IsNegated || statement.Statement.Principal.NamesEveryone));
        NamedAccounts = [.. AccountsIn(Statements)];
        namedAccounts = NamedAccounts.ToFrozenSet(StringComparer.Ordinal);
        NamedOrganizations = Literals(Statements, IsOrganizationKey, IsOrganizationCharacter, (text, before) => before != '-' && text.StartsWith("o-", StringComparison.Ordinal) && text.Length >= 12)
            .Append(Placeholders.OwnerOrganization).ToFrozenSet(StringComparer.Ordinal);
        linked = LinksOf(Statements);
        NamedIds = [.. ConditionsOn("aws:userid").SelectMany(PatternsOf).Select(pattern => pattern.Form == TextForm.IgnoreCase ? pattern with { Text = pattern.Text.ToUpperInvariant() } : pattern).Select(NamedId).OfType<string>().Distinct(StringComparer.Ordinal)];

        FrozenSet<string> Keys(Predicate<IReadOnlyCollection<PolicyCondition>> isMeant) => reading.Policy.Statements.SelectMany(statement => statement.Conditions)
            .GroupBy(condition => condition.Key, StringComparer.OrdinalIgnoreCase)
            .Where(group => !ValueFamilies.IsBoolean(group.Key) && isMeant([.. group])).Select(group => group.Key).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    private readonly FrozenSet<string> sampled;
    private readonly FrozenSet<string> mixed;
    private readonly FrozenSet<string> namedAccounts;
    private readonly Dictionary<string, ImmutableArray<string>> linked;

    public KeyPolicyReading Reading { get; }

    public WorkBudget Budget { get; private set; }

    public string Partition => Reading.Key.Partition;

    public string Owner => Reading.Key.AccountId;

    /// <summary>The statements whose resource can be this key.</summary>
    public ImmutableArray<StatementModel> Statements { get; }

    /// <summary>Whether an Allow applies to callers that it does not name.</summary>
    public bool IsOpen { get; }

    /// <summary>The KMS actions, in groups that neither the statements nor the condition keys of their requests distinguish.</summary>
    public ImmutableArray<ImmutableArray<string>> Groups => Reading.ActionGroups;

    /// <summary>The facts that are the same for every call to the key at this time.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>?> Known { get; }

    /// <summary>The accounts that the policy names with a fixed value, and the owner's account.</summary>
    public ImmutableArray<string> NamedAccounts { get; }

    public FrozenSet<string> NamedOrganizations { get; }

    /// <summary>The unique IDs (<c>AROA…</c>, <c>AIDA…</c>) that conditions name.</summary>
    public ImmutableArray<string> NamedIds { get; }

    /// <summary>The same model for another question, with a separate budget.</summary>
    public PolicyModel Within(WorkBudget budget)
    {
        var copy = (PolicyModel)MemberwiseClone();
        copy.Budget = budget;
        return copy;
    }

    /// <summary>Whether conditions compare the key in several types.</summary>
    public bool IsMixed(string key) => mixed.Contains(key);

    public bool IsNamedAccount(string? account) => account is not null && namedAccounts.Contains(account);

    public static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the set has one of these names, or a key with one of these names as prefix if the name ends with a colon.</summary>
    public static bool IsAnyMentioned(HashSet<string> keys, IReadOnlyCollection<string> names) =>
        keys.Any(key => names.Any(name => Is(key, name) || (name.EndsWith(':') && key.StartsWith(name, StringComparison.OrdinalIgnoreCase))));

    public bool Mentions(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Reading.Mentions(key))
            {
                return true;
            }
        }

        return false;
    }

    public IEnumerable<PolicyCondition> ConditionsOn(string key) => ConditionsOn(key, Statements);

    /// <summary>The conditions on a key in these statements.</summary>
    public static IEnumerable<PolicyCondition> ConditionsOn(string key, IEnumerable<StatementModel> statements) =>
        statements.SelectMany(statement => statement.Statement.Conditions).Where(condition => Is(condition.Key, key));

    /// <summary>The other keys that conditions compare with this key through variables, directly or through further keys.</summary>
    public ImmutableArray<string> LinkedTo(string key) => linked.GetValueOrDefault(key, []);

    /// <summary>The values of a text condition as patterns, with the values of their variables. Values with unknown variables are left out.</summary>
    public IEnumerable<TextPattern> PatternsOf(PolicyCondition condition) => PatternsOf(condition, Known);

    /// <summary>The values of a text condition as patterns, with the values of their variables.</summary>
    /// <param name="condition">The condition. If it does not compare texts, it has no patterns.</param>
    /// <param name="facts">The values of the variables.</param>
    /// <param name="withOpen">Whether to include values that have other text besides an unknown variable. The variable then matches any text.</param>
    public IEnumerable<TextPattern> PatternsOf(PolicyCondition condition, ImmutableDictionary<string, ImmutableArray<string>?> facts, bool withOpen = false)
    {
        var form = condition.Operator.Comparison switch
        {
            ConditionComparison.StringEquals or ConditionComparison.StringLike => TextForm.Exact,
            ConditionComparison.StringEqualsIgnoreCase => TextForm.IgnoreCase,
            ConditionComparison.ArnLike => TextForm.Arn,
            _ => (TextForm?)null,
        };
        if (form is null)
        {
            return [];
        }

        var wildcards = condition.Operator.Comparison is ConditionComparison.StringLike or ConditionComparison.ArnLike ? Wildcards.Expand : Wildcards.Literal;
        AccessRequest? request = null;
        return condition.Values.Select(Pattern).OfType<TextPattern>();

        TextPattern? Pattern(string value)
        {
            var template = ValueTemplate.Compile(value, Reading.Policy.Version, wildcards);
            if (!template.HasVariables)
            {
                return new TextPattern(template.Characters, template.Kinds, form.Value);
            }

            var buffer = new PatternBuffer();
            var filled = template.Fill(request ??= RequestOf(facts), ref buffer);
            var pattern = filled == Ternary.Yes || (filled == Ternary.Unknown && withOpen && buffer.Span.Length > 1) ? new TextPattern(buffer.Span.Characters.ToString(), [.. buffer.Span.Kinds], form.Value) : null;
            buffer.Dispose();
            return pattern;
        }
    }

    /// <summary>A request with these facts. Keys that are not in the facts are unknown.</summary>
    public AccessRequest RequestOf(ImmutableDictionary<string, ImmutableArray<string>?> facts, string principal = "", string action = "") => RequestOf(facts, UnknownKeys(facts), principal, action);

    /// <summary>A request with these facts.</summary>
    /// <param name="facts">The values by condition key. A null value means that the request does not have the key.</param>
    /// <param name="unknown">The result of <see cref="UnknownKeys"/> for these facts.</param>
    /// <param name="principal">The principal.</param>
    /// <param name="action">The action.</param>
    public AccessRequest RequestOf(ImmutableDictionary<string, ImmutableArray<string>?> facts, FrozenSet<string> unknown, string principal, string action) => new()
    {
        Principal = principal,
        Action = action,
        Context = facts.Where(fact => fact.Value is not null && Reading.Mentions(fact.Key)).Select(fact => KeyValuePair.Create(fact.Key, fact.Value!.Value)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        Unknown = unknown,
    };

    /// <summary>The condition keys of the policy that are not in the facts.</summary>
    public FrozenSet<string> UnknownKeys(ImmutableDictionary<string, ImmutableArray<string>?> facts) => Reading.Mentioned.Where(key => !facts.ContainsKey(key)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A request with only these keys, for an evaluation to which other keys do not matter. Chosen values override facts.</summary>
    public static AccessRequest RequestAbout(ImmutableArray<string> keys, ImmutableDictionary<string, ImmutableArray<string>?> facts, ImmutableDictionary<string, ImmutableArray<string>?> chosen)
    {
        var context = new Dictionary<string, ImmutableArray<string>>(keys.Length, StringComparer.OrdinalIgnoreCase);
        List<string>? unknown = null;
        foreach (var key in keys)
        {
            if (!chosen.TryGetValue(key, out var values) && !facts.TryGetValue(key, out values))
            {
                (unknown ??= []).Add(key);
            }
            else if (values is { } present)
            {
                context[key] = present;
            }
        }

        return new()
        {
            Principal = "",
            Action = "",
            Context = context.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Unknown = unknown is null ? FrozenSet<string>.Empty : unknown.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    private static Dictionary<string, ImmutableArray<string>> LinksOf(ImmutableArray<StatementModel> statements)
    {
        var sets = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var keys in statements.SelectMany(statement => statement.Criteria).Select(criterion => criterion.Keys).Where(keys => keys.Length > 1))
        {
            var all = keys.SelectMany(key => sets.GetValueOrDefault(key, [key])).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var key in all)
            {
                sets[key] = all;
            }
        }

        return sets.ToDictionary(pair => pair.Key, pair => pair.Value.Where(key => !Is(key, pair.Key)).ToImmutableArray(), StringComparer.OrdinalIgnoreCase);
    }

    private StatementModel ModelOf(StatementMatcher matcher)
    {
        var criteria = matcher.Conditions.Select(condition => CriterionOf(condition));
        if (matcher.Resource.IsOpen)
        {
            criteria = criteria.Append(new Criterion([.. MentionedKeys.OfResource(matcher.Statement)], null, matcher.MatchResource));
        }

        return new StatementModel(matcher, [.. criteria]);
    }

    private Criterion CriterionOf(ConditionMatcher condition)
    {
        var (key, type) = (condition.Condition.Key, ValueFamilies.Of(condition.Condition.Operator.Comparison));
        ImmutableArray<string> keys = [.. MentionedKeys.Of(condition.Condition)];
        return new(keys, condition.Condition, IsDecided(condition.Condition) ? condition.Match : request => request.Context.ContainsKey(key) ? Ternary.Unknown : condition.Match(request))
        {
            // A key that is compared with a mixed key has no class of values for each result of all its comparisons.
            IsSampled = sampled.Contains(key) || (keys.Length > 1 && keys.Any(mixed.Contains)),
            Mixed = mixed.TryGetValue(key, out var name) && type != ValueFamily.Presence ? new(name, type) : null,
        };
    }

    /// <summary>Whether the search splits the values of the key by this condition. Attributes of callers are split as texts, not as numbers, dates or other types.</summary>
    private static bool IsDecided(PolicyCondition condition) => !TextKeys.Contains(condition.Key, StringComparer.OrdinalIgnoreCase) || condition.Operator.Comparison
        is ConditionComparison.StringEquals or ConditionComparison.StringLike or ConditionComparison.StringEqualsIgnoreCase or ConditionComparison.ArnLike or ConditionComparison.Null;

    /// <summary>The accounts that principals, or conditions on accounts, of these statements name without a wildcard, and the owner's account.</summary>
    public IEnumerable<string> AccountsIn(IEnumerable<StatementModel> statements) => statements.SelectMany(statement => statement.Statement.Principal.Entries).Select(entry => entry.AccountId).OfType<string>()
        .Concat(Literals(
            statements,
            key => AccountKeys.Contains(key, StringComparer.OrdinalIgnoreCase) || key.StartsWith("kms:EncryptionContext:", StringComparison.OrdinalIgnoreCase),
            char.IsAsciiDigit,
            (text, _) => text.Length == AccountDigits))
        .Append(Owner)
        .Distinct(StringComparer.Ordinal);

    /// <summary>Sequences of literal characters of one kind in the condition values of some keys.</summary>
    private IEnumerable<string> Literals(IEnumerable<StatementModel> statements, Predicate<string> isKey, Func<char, bool> isOfSort, Func<string, char, bool> counts) =>
        from condition in statements.SelectMany(statement => statement.Statement.Conditions)
        where isKey(condition.Key)
        from pattern in PatternsOf(condition)
        from run in Runs(pattern.Form == TextForm.IgnoreCase ? pattern with { Text = pattern.Text.ToLowerInvariant() } : pattern, isOfSort)
        where counts(run.Text, run.Before)
        select run.Text;

    private static IEnumerable<(string Text, char Before)> Runs(TextPattern pattern, Func<char, bool> isOfSort)
    {
        for (var start = 0; start < pattern.Length;)
        {
            var end = start;
            while (end < pattern.Length && pattern.Kinds[end] == PatternKind.Literal && isOfSort(pattern.Text[end]))
            {
                end++;
            }

            var isCut = (start > 0 && pattern.Kinds[start - 1] != PatternKind.Literal) || (end < pattern.Length && pattern.Kinds[end] != PatternKind.Literal);
            if (end > start && !isCut)
            {
                yield return (pattern.Text[start..end], start > 0 ? pattern.Text[start - 1] : '\0');
            }

            start = end + 1;
        }
    }

    /// <summary>The unique ID at the start of a pattern. Null if the pattern does not have a whole ID.</summary>
    private static string? NamedId(TextPattern pattern)
    {
        var colon = pattern.Text.IndexOf(':', StringComparison.Ordinal);
        var wildcard = pattern.Kinds.IndexOf(PatternKind.AnyMany) is var many and >= 0 ? many : pattern.Length;
        var one = pattern.Kinds.IndexOf(PatternKind.AnyOne) is var single and >= 0 ? single : pattern.Length;
        var end = Math.Min(colon < 0 ? pattern.Length : colon, Math.Min(wildcard, one));
        var isWhole = end == colon || end == pattern.Length || end >= WholeId;
        return isWhole && end >= 16 && (pattern.Text.StartsWith("AROA", StringComparison.Ordinal) || pattern.Text.StartsWith("AIDA", StringComparison.Ordinal)) ? pattern.Text[..end] : null;
    }

    private static bool IsOrganizationKey(string key) => key.Contains("Org", StringComparison.OrdinalIgnoreCase);

    private static bool IsOrganizationCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}
