using Azure;
using Azure.Identity;

namespace AtRest.Storage.Azure;

/// <summary>What Azure Storage refuses, in words. Error codes: https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes</summary>
internal static class AzureFault
{
    /// <summary>Runs a call, and says what goes wrong in words.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && From(exception) is { } clear)
        {
            throw clear;
        }
    }

    public static StorageException? From(Exception exception) => exception switch
    {
        RequestFailedException failed => FromService(failed),
        AuthenticationFailedException failed => new StorageException(
            "No token for Azure Storage could be had. Give the app a managed identity (for a user-assigned one set AZURE_CLIENT_ID), or sign in with 'az login' on a developer's machine.", failed),
        // The SDK's own timeouts: the caller has not cancelled.
        OperationCanceledException timedOut => Unreachable(timedOut),
        AggregateException { InnerExceptions: [.., var last] } => From(last),
        HttpRequestException or IOException => Unreachable(exception),
        _ => null,
    };

    private static StorageException? FromService(RequestFailedException failed) => (failed.Status, failed.ErrorCode) switch
    {
        (0, _) => Unreachable(failed),
        (_, "AuthorizationPermissionMismatch") => new StorageException(
            "Azure Storage knows this identity but does not let it do this. Give it the roles 'Storage Blob Data Contributor' and 'Storage Queue Data Contributor' on the account; new roles take some minutes to work.", failed),
        (_, "KeyBasedAuthenticationNotPermitted") => new StorageException(
            "This storage account takes no account keys. Use AtRest:Storage:AccountUri with a managed identity instead of AtRest:Storage:Connection.", failed),
        (401 or 403, var code) => new StorageException(
            $"Azure Storage refused access ({failed.Status} {code}). See that the connection string's key or signature is right and has not expired or, with a managed identity, that it belongs to this account's tenant; and that the account's firewall lets this address in.", failed),
        (404, "ContainerBeingDeleted" or "QueueBeingDeleted" or "ContainerNotFound" or "QueueNotFound") => BeingDeleted(failed),
        (409, "ContainerBeingDeleted" or "QueueBeingDeleted") => BeingDeleted(failed),
        (412, _) => new StorageException("The blob was replaced while it was read. Read it again.", failed) { IsTransient = true },
        (429 or >= 500, var code) => new StorageException($"Azure Storage was busy or out of order ({failed.Status} {code}), also after several tries. Try again later.", failed) { IsTransient = true },
        var (status, code) => new StorageException($"Azure Storage did not take the request ({status} {code}).", failed),
    };

    private static StorageException Unreachable(Exception exception) =>
        new("Azure Storage could not be reached, also after several tries. See that the account's name is right and that its network rules let this machine in; otherwise try again later.", exception) { IsTransient = true };

    private static StorageException BeingDeleted(RequestFailedException failed) =>
        new($"The container or queue was deleted a moment ago ({failed.ErrorCode}). Azure needs some time before it can be created again: try again later.", failed) { IsTransient = true };
}
