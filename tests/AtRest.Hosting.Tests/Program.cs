using AtRest.Hosting.Tests;
using AtRest.Hosting.Tests.Audits.Support;
using Xunit.MicrosoftTestingPlatform;

// Either the tests, as any project of tests runs them, or the server that they start and kill.
if (ChildServer.Read() is { } orders)
{
    await ChildServer.RunAsync(orders);
    return 0;
}

return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
