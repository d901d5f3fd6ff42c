namespace AtRest.Collectors.Aws;

/// <summary>
/// Signs in to AWS with a token of the process's own identity instead of a key
/// (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html); settings <c>AtRest:Aws:WebIdentity:…</c>.
/// </summary>
/// <param name="RoleArn">The role that the token is exchanged for. AtRest assumes audit roles with it, and uses it directly where the inventory names no role.</param>
/// <param name="Audience">The registered application that the token is for: <c>api://APP_ID</c>.</param>
public sealed record AwsWebIdentity(string RoleArn, string Audience);
