using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Deciding.Texts;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Splits the condition keys that do not depend on the caller into groups that are independent of each other. For each group it finds the classes of values
/// that the policy can distinguish. Keys depend on each other by their nature, such as an organization and its path or a network and its owner, or because
/// a condition compares one key with another through a variable.
/// </summary>
internal sealed class ContextClasses(PolicyModel model)
{
    /// <summary>The prefix of the encryption contexts that AWS services write.</summary>
    private const string ServiceContext = "kms:EncryptionContext:aws:";

    private static readonly ImmutableArray<ImmutableArray<string>> Families =
    [
        ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"],
        ["aws:ResourceOrgID", "aws:ResourceOrgPaths"],
        ["aws:SourceOrgID", "aws:SourceOrgPaths"],
        ["aws:SourceIp", "aws:VpcSourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"],
    ];

    private readonly ValueClasses values = new(model);
    private readonly Dictionary<string, List<ContextClass>> found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ImmutableArray<string>, Dependencies> dependencies = [];

    /// <summary>The groups of the keys that are not in the facts.</summary>
    public ImmutableArray<ImmutableArray<string>> Groups(ImmutableDictionary<string, ImmutableArray<string>?> facts)
    {
        var open = model.Reading.Mentioned.Where(key => !facts.ContainsKey(key)).ToList();
        var groups = open.ToDictionary(key => key, key => new HashSet<string>(StringComparer.OrdinalIgnoreCase) { key }, StringComparer.OrdinalIgnoreCase);
        foreach (var linked in Families.Concat(model.Statements.SelectMany(statement => statement.Criteria).Select(criterion => criterion.Keys)))
        {
            var members = linked.Where(groups.ContainsKey).ToList();
            foreach (var member in members.Skip(1))
            {
                Merge(groups, members[0], member);
            }
        }

        return [.. groups.Values.Distinct().Select(group => group.Order(StringComparer.OrdinalIgnoreCase).ToImmutableArray())];
    }

    /// <summary>The classes of the values of a group. The facts of the caller are the values of variables.</summary>
    public List<ContextClass> Of(ImmutableArray<string> group, CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> facts)
    {
        var id = IdOf(group, caller, facts);
        if (!found.TryGetValue(id, out var classes))
        {
            classes = Find(group, caller, facts);
            found.Add(id, classes);
        }

        return classes;
    }

    private List<ContextClass> Find(ImmutableArray<string> group, CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> facts)
    {
        var units = UnitsOf(group);
        var classes = new List<ContextClass> { ContextClass.Empty };
        foreach (var unit in units)
        {
            ImmutableArray<string> related = [.. units.Where(other => other != unit).SelectMany(other => other)];
            classes = [.. classes.SelectMany(chosen => Unit(unit, caller, facts.SetItems(chosen.Facts), related).Select(next => chosen.And(next)))];
            model.Budget.Spend(classes.Count);
        }

        return classes;
    }

    /// <summary>
    /// The units of a group: keys that depend on each other by their nature. Keys whose values have a fixed form come first, since a free text can be equal
    /// to their values. Keys that are variables of other keys come next.
    /// </summary>
    private List<ImmutableArray<string>> UnitsOf(ImmutableArray<string> group)
    {
        var units = group.GroupBy(key => Families.FirstOrDefault(family => family.Contains(key, StringComparer.OrdinalIgnoreCase)) is { IsDefault: false } family ? family[0] : key, StringComparer.OrdinalIgnoreCase)
            .Select(unit => unit.ToImmutableArray()).ToList();
        var variables = units.Count < 2 ? [] : model.Statements.SelectMany(statement => statement.Criteria)
            .Where(criterion => criterion.Condition is not null)
            .SelectMany(criterion => criterion.Keys.Where(key => !PolicyModel.Is(key, criterion.Condition!.Key)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. units.OrderByDescending(unit => HasForm(unit[0])).ThenByDescending(unit => unit.Count(variables.Contains))];
    }

    private static bool HasForm(string key) => PolicyModel.Is(key, "aws:userid") || Families.Any(family => family.Contains(key, StringComparer.OrdinalIgnoreCase));

    private List<ContextClass> Unit(ImmutableArray<string> unit, CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> facts, ImmutableArray<string> related) => unit[0].ToUpperInvariant() switch
    {
        "AWS:PRINCIPALORGID" or "AWS:PRINCIPALORGPATHS" => Organizations("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", facts, related),
        "AWS:RESOURCEORGID" or "AWS:RESOURCEORGPATHS" => Organizations("aws:ResourceOrgID", "aws:ResourceOrgPaths", facts, related).ConvertAll(context => context with { IsNamed = false }),
        "AWS:SOURCEORGID" or "AWS:SOURCEORGPATHS" => Organizations("aws:SourceOrgID", "aws:SourceOrgPaths", facts, related),
        "AWS:USERID" => UniqueIds(caller, facts, related),
        _ when Families[^1].Contains(unit[0], StringComparer.OrdinalIgnoreCase) => Networks(unit, facts, related),
        _ when caller.Kind == CallerKind.Service && IsSourceContext(unit[0]) => SourceContexts(unit[0], caller.Account!, facts),
        _ => values.Of(unit[0], facts, related),
    };

    private List<ContextClass> Organizations(string idKey, string pathKey, ImmutableDictionary<string, ImmutableArray<string>?> facts, ImmutableArray<string> related)
    {
        var tracks = new Tracks(model).AddLiterals(model.NamedOrganizations, TextPart.Id).AddConditions(idKey, TextPart.Id, facts).AddConditions(pathKey, TextPart.Whole, facts);
        foreach (var other in related)
        {
            tracks.AddConditions(other, other.EndsWith("Paths", StringComparison.OrdinalIgnoreCase) ? TextPart.Whole : TextPart.Id, facts);
        }

        return
        [
            ContextClass.Without(idKey).With(pathKey, null),
            .. from path in TextClasses.Find(Shapes.OrganizationPath(), tracks.All, model.Budget)
               let id = path.Read(TextPart.Id)
               select ContextClass.Of(idKey, id).With(pathKey, [path.Full]) with { IsNamed = model.NamedOrganizations.Contains(id) },
        ];
    }

    /// <summary>The unique IDs: <c>AROA…:session</c> for roles and <c>AIDA…</c> for users. A unique ID in the policy does not show to which account it belongs.</summary>
    private List<ContextClass> UniqueIds(CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> facts, ImmutableArray<string> related)
    {
        var session = caller.Kind == CallerKind.Session ? Arn.LastSegment(caller.Principal).ToString() : null;
        var shape = caller.Kind == CallerKind.User ? Shapes.UniqueId("AIDA", null, hasSession: false) : Shapes.UniqueId("AROA", session, hasSession: true);
        var tracks = new Tracks(model).AddLiterals(model.NamedIds, TextPart.Id).AddConditions("aws:userid", TextPart.Whole, facts);
        foreach (var other in related)
        {
            tracks.AddConditions(other, TextPart.Whole, facts);
        }

        return
        [
            .. from id in TextClasses.Find(shape, tracks.All, model.Budget)
               let isNamed = model.NamedIds.Any(named => id.Read(TextPart.Id).StartsWith(named, StringComparison.Ordinal))
               select ContextClass.Of("aws:userid", id.Full) with { IsNamed = isNamed, IsOpaque = isNamed },
        ];
    }

    /// <summary>The networks: a call comes from an internet address or through a VPC endpoint. AWS sends neither for a call through an AWS service.</summary>
    private List<ContextClass> Networks(ImmutableArray<string> unit, ImmutableDictionary<string, ImmutableArray<string>?> facts, ImmutableArray<string> related)
    {
        var nowhere = unit.Aggregate(ContextClass.Empty, (context, key) => context.With(key, null));
        var addresses = unit.Contains("aws:SourceIp", StringComparer.OrdinalIgnoreCase)
            ? ValueClasses.Addresses([.. model.ConditionsOn("aws:SourceIp").SelectMany(condition => condition.Values)]).Concat(AddressTexts()).Distinct(StringComparer.Ordinal).Select(address => nowhere.With("aws:SourceIp", [address]))
            : [];
        var inside = new List<ContextClass> { nowhere };
        Extend("aws:SourceVpc", VpcsOf);
        Extend("aws:SourceVpce", () => [.. TextClasses.Find(Shapes.VpcEndpoint(), Tracks("aws:SourceVpce").All, model.Budget).Select(id => ContextClass.Of("aws:SourceVpce", id.Full) with { IsNamed = IsLiteral("aws:SourceVpce", id.Full) })]);
        Extend("aws:VpceAccount", () => [.. TextClasses.Find(Shapes.AccountId(), Tracks("aws:VpceAccount").AddLiterals(model.NamedAccounts, TextPart.Whole).All, model.Budget).Select(id => ContextClass.Of("aws:VpceAccount", id.Full) with { IsNamed = model.IsNamedAccount(id.Full) })]);
        Extend("aws:VpceOrgID", () => Organizations("aws:VpceOrgID", "aws:VpceOrgPaths", facts, related));
        Extend("aws:VpcSourceIp", () => values.Of("aws:VpcSourceIp", facts, []));
        return [nowhere, .. addresses, .. inside.Skip(1)];

        IEnumerable<string> AddressTexts() => Tracks("aws:SourceIp").All is { Count: > 0 } tracks ? TextClasses.Find(Shapes.Address(), tracks, model.Budget).Select(text => text.Full) : [];

        // A key that the policy does not name does not split classes.
        void Extend(string key, Func<List<ContextClass>> classes)
        {
            if (unit.Contains(key, StringComparer.OrdinalIgnoreCase) || (key == "aws:SourceVpc" && unit.Contains("aws:SourceVpcArn", StringComparer.OrdinalIgnoreCase)) || (key == "aws:VpceOrgID" && unit.Contains("aws:VpceOrgPaths", StringComparer.OrdinalIgnoreCase)))
            {
                var added = classes();
                inside = [.. inside, .. inside.SelectMany(context => added.Select(context.And))];
                model.Budget.Spend(inside.Count);
            }
        }

        Tracks Tracks(string key) => Related(new Tracks(model).AddConditions(key, TextPart.Whole, facts), TextPart.Whole);

        Tracks Related(Tracks tracks, TextPart reads) => related.Concat(model.LinkedTo(unit[0])).Aggregate(tracks, (all, other) => all.AddConditions(other, reads, facts));

        List<ContextClass> VpcsOf() =>
        [
            .. from vpc in TextClasses.Find(
                   Shapes.Vpc(model.Partition),
                   Related(new Tracks(model).AddConditions("aws:SourceVpc", TextPart.Id, facts).AddConditions("aws:SourceVpcArn", TextPart.Whole, facts).AddLiterals(model.NamedAccounts, TextPart.Account), TextPart.Id).All,
                   model.Budget)
               let id = vpc.Read(TextPart.Id)
               select ContextClass.Of("aws:SourceVpc", id).With("aws:SourceVpcArn", [vpc.Full]) with
               {
                   IsNamed = IsLiteral("aws:SourceVpc", id) || IsLiteral("aws:SourceVpcArn", vpc.Full) || (model.Mentions("aws:SourceVpcArn") && model.IsNamedAccount(vpc.Read(TextPart.Account))),
               },
        ];

        bool IsLiteral(string key, string value) => model.ConditionsOn(key).SelectMany(condition => model.PatternsOf(condition, facts)).Any(pattern => pattern.IsText && pattern.Text == value);
    }

    /// <summary>Whether a service writes the encryption context, and the policy compares it with an account ID or with an ARN that has an account.</summary>
    private bool IsSourceContext(string key) => key.StartsWith(ServiceContext, StringComparison.OrdinalIgnoreCase)
        && model.ConditionsOn(key).SelectMany(model.PatternsOf).Any(pattern => model.IsNamedAccount(pattern.Text.Split(':') is [_, _, _, _, var account, ..] ? account : pattern.Text));

    private List<ContextClass> SourceContexts(string key, string account, ImmutableDictionary<string, ImmutableArray<string>?> facts) =>
    [
        .. TextClasses.Find(Shapes.SourceContext(model.Partition, account), new Tracks(model).AddConditions(key, TextPart.Whole | TextPart.OtherAttribute, facts).AddArnForm(TextPart.Whole).All, model.Budget)
            .Select(text => ContextClass.Of(key, text.Full)),
        ContextClass.Without(key),
    ];

    /// <summary>Identifies the classes of a group. Callers share them unless a variable, or the kind of caller, makes them different.</summary>
    private string IdOf(ImmutableArray<string> group, CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> facts)
    {
        if (!dependencies.TryGetValue(group, out var own))
        {
            var keys = group.SelectMany(model.ConditionsOn).SelectMany(MentionedKeys.Of).Concat(group.SelectMany(key => model.LinkedTo(key))).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
            dependencies.Add(group, own = new(string.Join(' ', group), [.. keys], group.Contains("aws:userid", StringComparer.OrdinalIgnoreCase), group.Any(IsSourceContext)));
        }

        var kind = own.HasUniqueId ? $"{caller.Kind} {(caller.Kind == CallerKind.Session ? caller.Principal : "")}"
            : own.HasSourceContext && caller.Kind == CallerKind.Service ? $"service {caller.Account}"
            : "";
        return $"{own.Group}|{kind}|{string.Join(' ', own.Keys.Where(facts.ContainsKey).Select(key => $"{key}={string.Join(',', facts[key] ?? [])}"))}";
    }

    /// <summary>The properties on which the classes of a group depend.</summary>
    /// <param name="Group">The keys of the group, as one text.</param>
    /// <param name="Keys">The keys that its conditions mention, and those that are compared with them.</param>
    /// <param name="HasUniqueId">Whether the group has <c>aws:userid</c>, whose values depend on the kind of caller.</param>
    /// <param name="HasSourceContext">Whether the group has a key for which <see cref="IsSourceContext"/> is true.</param>
    private sealed record Dependencies(string Group, ImmutableArray<string> Keys, bool HasUniqueId, bool HasSourceContext);

    private static void Merge(Dictionary<string, HashSet<string>> groups, string one, string other)
    {
        if (ReferenceEquals(groups[one], groups[other]))
        {
            return;
        }

        groups[one].UnionWith(groups[other]);
        foreach (var key in groups[other].ToList())
        {
            groups[key] = groups[one];
        }
    }
}
