using AtRest.Hosting;
using AtRest.Hosting.Api;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
var app = builder.Build();
app.UseAtRestApi();
await app.RunAsync().ConfigureAwait(false);
