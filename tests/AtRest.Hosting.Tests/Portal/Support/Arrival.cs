using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AtRest.Hosting.Tests.Portal.Support;

internal static class Arrival
{
    private const float Patience = 120_000;

    /// <summary>
    /// Waits until a page of the portal has arrived, to its last element. <c>WaitForURLAsync</c> of Playwright for .NET sometimes does not end if the page is there already, on a busy machine.
    /// </summary>
    /// <param name="page">The tab.</param>
    /// <param name="address">A regular expression for the path and the query.</param>
    public static async Task ArriveAsync(this IPage page, string address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^http://[^/?#]+" + address), new PageAssertionsToHaveURLOptions { Timeout = Patience });
        await page.Locator("footer").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }
}
