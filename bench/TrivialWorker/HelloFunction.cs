using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TrivialWorker;

/// <summary>One function that does nothing.</summary>
public static class HelloFunction
{
    /// <summary>Answers with a word.</summary>
    [Function("Hello")]
    public static Task Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) => request.HttpContext.Response.WriteAsync("hello");
}
