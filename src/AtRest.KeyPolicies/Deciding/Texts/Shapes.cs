namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>The forms of the attributes of callers, as AWS documents them.</summary>
internal static class Shapes
{
    private const int AccountDigits = 12;

    /// <summary>The characters of IAM paths, which can have any printable ASCII character (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html).</summary>
    private static readonly CharSet PathCharacters = CharSet.Range('!', '\u007f');

    private static readonly CharSet ResourceCharacters = CharSet.Range('!', '~') & ~CharSet.Of(":");

    private static readonly CharSet Words = CharSet.Lower | CharSet.Digits | CharSet.Of("-");

    /// <summary>The name of the role that EC2 uses for encrypted volumes. Customers cannot create a role whose name has a colon.</summary>
    public const string Ec2Infrastructure = "aws:ec2-infrastructure";

    /// <summary>Any text that a caller can send.</summary>
    public static TextShape AnyText(bool mayBeEmpty) => new TextShape().Characters(CharSet.Any, mayBeEmpty ? 0 : 1);

    /// <summary>The ARN of a role, with its path. If the accounts are null, the role can be in any account.</summary>
    public static TextShape Role(string partition, IReadOnlyCollection<string>? accounts, string? name = null) => Arn(partition, "iam", accounts, "role/")
        .Either(
            role => NamedBy(role.Optional(path => path.Characters(PathCharacters, 1, null, TextPart.Path).Literal("/", TextPart.Path)), name),
            infrastructure =>
            {
                if (name is null)
                {
                    infrastructure.Literal(Ec2Infrastructure, TextPart.Name);
                }
                else
                {
                    NamedBy(infrastructure, name);
                }
            });

    /// <summary>The ARN of one role for each account, for policies that do not distinguish names.</summary>
    public static TextShape SomeRole(string partition, IReadOnlyCollection<string>? accounts) => Arn(partition, "iam", accounts, "role/x");

    public static TextShape User(string partition, IReadOnlyCollection<string>? accounts) => NamedBy(
        Arn(partition, "iam", accounts, "user/").Optional(path => path.Characters(PathCharacters, 1, null, TextPart.Path).Literal("/", TextPart.Path)), null);

    public static TextShape Root(string partition) => Arn(partition, "iam", null, "root");

    /// <summary>The ARN of a federated user. Its unique ID consists of parts of this text: the account, a colon and the name.</summary>
    public static TextShape FederatedUser(string partition, IReadOnlyCollection<string>? accounts) => NamedBy(
        Account(new TextShape().Literal($"arn:{partition}:sts::"), accounts).Literal(":", TextPart.Separator).Literal("federated-user/"), null);

    /// <summary>
    /// A unique ID: <c>AROA…:session</c> or <c>AIDA…</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids);
    /// an ID has 16 to 128 characters.
    /// </summary>
    public static TextShape UniqueId(string prefix, string? session, bool hasSession)
    {
        var id = new TextShape().Literal(prefix, TextPart.Id).Characters(CharSet.Upper | CharSet.Digits, 12, null, TextPart.Id);
        return !hasSession ? id : session is null ? id.Literal(":").Characters(CharSet.Name, 2) : id.Literal(":" + session);
    }

    /// <summary>The path of an organizational unit: <c>o-id/r-root/ou-unit/</c> (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html); the ID of the organization is a separate part.</summary>
    public static TextShape OrganizationPath() => new TextShape()
        .Literal("o-", TextPart.Id).Characters(CharSet.Lower | CharSet.Digits, 10, null, TextPart.Id)
        .Literal("/r-").Characters(CharSet.Lower | CharSet.Digits, 4).Literal("/")
        .Repeated(unit => unit.Literal("ou-").Characters(CharSet.Lower | CharSet.Digits, 4).Literal("-").Characters(CharSet.Lower | CharSet.Digits, 8).Literal("/"));

    /// <summary>The ARN of a VPC, in which the ID is a separate part. New IDs have 17 hexadecimal digits, old IDs have 8.</summary>
    /// <remarks>The VPC can be in another region than the key: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html.</remarks>
    public static TextShape Vpc(string partition) => Resource(
        Account(new TextShape().Literal($"arn:{partition}:ec2:").Characters(Words, 1).Literal(":"), null).Literal(":vpc/"), "vpc-");

    public static TextShape VpcEndpoint() => Resource(new TextShape(), "vpce-");

    /// <summary>An IP address as text, for string operators. An IPv6 address can leave out zeros in any place (RFC 4291, section 2.2).</summary>
    public static TextShape Address()
    {
        const int GroupCount = 8;
        return new TextShape().Either(
            four => Byte(Dot(Byte(Dot(Byte(Dot(Byte(four))))))),
            six => Groups(six, GroupCount),
            shortened => Shortened(shortened));

        static TextShape Dot(TextShape shape) => shape.Literal(".");

        static TextShape Byte(TextShape shape) => shape.Either(
            small => small.Characters(CharSet.Digits, 1, 1),
            medium => medium.Characters(CharSet.Of("123456789"), 1, 1).Characters(CharSet.Digits, 1, 1),
            large => large.Literal("1").Characters(CharSet.Digits, 2, 2),
            larger => larger.Literal("2").Characters(CharSet.Of("01234"), 1, 1).Characters(CharSet.Digits, 1, 1),
            largest => largest.Literal("25").Characters(CharSet.Of("012345"), 1, 1));

        static TextShape Group(TextShape shape) => shape.Characters(CharSet.LowerHex, 1, 4);

        static TextShape Groups(TextShape shape, int count) => count == 0 ? shape : count == 1 ? Group(shape) : Group(Groups(shape, count - 1).Literal(":"));

        // Two colons stand for one or more groups. There can be other groups before and after them.
        static TextShape Shortened(TextShape shape) => shape.Either(
        [
            .. from before in Enumerable.Range(0, GroupCount)
               select (Action<TextShape>)(all => Groups(all, before).Literal("::").Either([.. from behind in Enumerable.Range(0, GroupCount - before) select (Action<TextShape>)(rest => Groups(rest, behind))])),
        ]);
    }

    public static TextShape AccountId() => Account(new TextShape(), null);

    public static TextShape Service() => new TextShape().Characters(Words, 1).Repeated(part => part.Literal(".").Characters(Words, 1))
        .Either(end => end.Literal(".amazonaws.com"), end => end.Literal(".amazonaws.com.cn"));

    /// <summary>
    /// The ARN of the resource for which a service calls, and its account. If the ARN has no account, such as that of a bucket, the account follows the ARN, in
    /// a part that belongs only to other attributes.
    /// </summary>
    public static TextShape Source(string partition) => new TextShape()
        .Literal($"arn:{partition}:").Characters(Words, 1).Literal(":").Characters(Words, 0).Literal(":")
        .Either(
            named => SourceResource(Account(named, null).Literal(":")),
            unnamed => Account(SourceResource(unnamed.Literal(":")), null, TextPart.OtherAttribute));

    /// <summary>The value of an encryption context in which a service writes the account for which it acts: an ARN, or the account ID.</summary>
    public static TextShape SourceContext(string partition, string account) => new TextShape().Either(
        arn => SourceResource(arn.Literal($"arn:{partition}:").Characters(Words, 1).Literal(":").Characters(Words, 0).Literal($":{account}:")),
        id => id.Literal(account));

    /// <summary>Types and names with colons between them. A component before a colon is never a number, so that a second account cannot follow the first.</summary>
    private static TextShape SourceResource(TextShape shape) => shape
        .Repeated(component => component.Characters(CharSet.Digits, 0).Characters(ResourceCharacters & ~CharSet.Digits, 1, 1).Characters(ResourceCharacters, 0).Literal(":"))
        .Characters(ResourceCharacters, 1);

    private static TextShape Arn(string partition, string service, IReadOnlyCollection<string>? accounts, string resource) =>
        Account(new TextShape().Literal($"arn:{partition}:{service}::"), accounts).Literal(":" + resource);

    private static TextShape Account(TextShape shape, IReadOnlyCollection<string>? accounts, TextPart part = TextPart.Account) =>
        accounts is null ? shape.Characters(CharSet.Digits, AccountDigits, AccountDigits, part) : shape.OneOf(accounts, part);

    private static TextShape NamedBy(TextShape shape, string? name) =>
        name is null ? shape.Characters(CharSet.Name, 1, null, TextPart.Name) : shape.Literal(name, TextPart.Name);

    private static TextShape Resource(TextShape shape, string prefix) => shape.Literal(prefix, TextPart.Id)
        .Either(now => now.Characters(CharSet.LowerHex, 17, 17, TextPart.Id), once => once.Characters(CharSet.LowerHex, 8, 8, TextPart.Id));
}
