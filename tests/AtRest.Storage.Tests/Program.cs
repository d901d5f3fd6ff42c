using AtRest.Storage.Tests;
using AtRest.Storage.Tests.Support;
using Xunit.MicrosoftTestingPlatform;

// Either the tests, as any project of tests runs them, or the writer that they start and kill.
if (ChildWriter.Order() is { } order)
{
    await ChildWriter.RunAsync(order.Folder, order.Kind);
    return 0;
}

return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
