using Azure;
using Azure.Identity;

namespace AtRest.Storage.Azure;

/// <summary>Explains the errors of Azure Storage. Error codes: https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes</summary>
internal static class AzureFault
{
    /// <summary>Runs a call, and explains its error.</summary>
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
            "AtRest could not get a token for Azure Storage. Give the app a managed identity (for a user-assigned one set AZURE_CLIENT_ID), or sign in with 'az login' on a developer's machine.", failed),
        // The SDK's own timeouts, not a cancellation by the caller.
        OperationCanceledException timedOut => Unreachable(timedOut),
        AggregateException { InnerExceptions: [.., var last] } => From(last),
        HttpRequestException or IOException => Unreachable(exception),
        _ => null,
    };

    private static StorageException? FromService(RequestFailedException failed) => (failed.Status, failed.ErrorCode) switch
    {
        (0, _) => Unreachable(failed),
        (_, "AuthorizationPermissionMismatch") => new StorageException(
            "Azure Storage denied the operation to this identity. Assign it the roles 'Storage Blob Data Contributor' on the container and 'Storage Queue Data Contributor' on the queues, or both on the account. Role assignments take effect after some minutes.", failed),
        (_, "KeyBasedAuthenticationNotPermitted") => new StorageException(
            "This storage account does not allow access with account keys. Use AtRest:Storage:AccountUri with a managed identity instead of AtRest:Storage:Connection.", failed),
        (401 or 403, var code) => new StorageException(
            $"Azure Storage refused access ({failed.Status} {code}). Check that the key or signature in the connection string is correct and has not expired. With a managed identity, check that it belongs to the account's tenant. Also check that the account's firewall allows this address.", failed),
        (404, "ContainerBeingDeleted" or "QueueBeingDeleted" or "ContainerNotFound" or "QueueNotFound") => BeingDeleted(failed),
        (409, "ContainerBeingDeleted" or "QueueBeingDeleted") => BeingDeleted(failed),
        // Of one blob: https://learn.microsoft.com/azure/storage/blobs/archive-blob
        (409, "BlobArchived" or "BlobBeingRehydrated") => new StorageException(
            "The blob is in the archive tier of Azure Storage, where it cannot be read. Move it to the hot or cool tier, and exclude AtRest's container from the lifecycle rule that archived it.")
        {
            IsOfOneBlob = true,
        },
        (412, _) => new StorageException("The blob was replaced while it was read. Read it again.", failed) { IsTransient = true },
        (429 or >= 500, var code) => new StorageException($"Azure Storage was busy or failed ({failed.Status} {code}) in several tries. Try again later.", failed) { IsTransient = true },
        var (status, code) => new StorageException($"Azure Storage refused the request ({status} {code}).", failed),
    };

    private static StorageException Unreachable(Exception exception) =>
        new("Azure Storage could not be reached in several tries. Check the account's name, and that its network rules allow this machine. Otherwise try again later.", exception) { IsTransient = true };

    private static StorageException BeingDeleted(RequestFailedException failed) =>
        new($"The container or queue is being deleted ({failed.ErrorCode}). Azure cannot create it again until that is done. Try again later.", failed) { IsTransient = true };
}
