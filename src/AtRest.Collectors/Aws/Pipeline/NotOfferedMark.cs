namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Marks an exception as the sign that the endpoint does not offer the operation; the SDK throws the exception on unchanged.</summary>
internal static class NotOfferedMark
{
    private const string Key = "AtRest.NotOffered";

    public static void Put(Exception exception) => exception.Data[Key] = true;

    public static bool IsOn(Exception exception) => exception.Data.Contains(Key);
}
