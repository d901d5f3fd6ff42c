using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Storage;

namespace AtRest.Hosting;

/// <summary>The names of the work queues, for the triggers of the Functions app.</summary>
public static class QueueNames
{
    /// <summary>The setting with the name of the queue of audits, as a trigger refers to it.</summary>
    public const string Audits = "%AtRest:Audits:Queue%";

    /// <summary>Changes of keys that wait for their audit.</summary>
    public const string KeyChanges = KeyChangeMessage.Queue;

    /// <summary>Notifications that wait to be sent.</summary>
    public const string Notifications = NotificationMessage.Queue;

    /// <summary>What the name of a queue's poison queue ends with.</summary>
    public const string Poison = IWorkQueue.PoisonSuffix;
}
