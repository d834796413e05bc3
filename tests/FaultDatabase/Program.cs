using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sbm.FaultDatabase;

// A database on loopback for tests that are no .NET: prints its address, and ends when its standard input does. It is told what to
// do, and tells what it has seen, below /.control/, which no database path can be:
//   GET  /.control/requests?count=N    every request so far, as soon as there are N
//   GET  /.control/content             what it holds, by path
//   POST /.control/reset               forget requests, content and rules
//   POST /.control/rules               rules (FaultRule) in place of the ones before; requests that hang are asked anew
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
var rules = new Rules();
var requests = new List<object>();
var arrived = Signal();
FaultServer server = null!;
await using (server = await FaultServer.StartAsync(FaultAsync, ControlAsync))
{
    Console.WriteLine(server.Url);
    await Console.In.ReadToEndAsync();
}

static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

async Task<bool> FaultAsync(HttpContext context, int number)
{
    context.Request.EnableBuffering();
    var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
    context.Request.Body.Position = 0;
    lock (requests)
    {
        requests.Add(new
        {
            context.Request.Method,
            Target = context.Request.Path + context.Request.QueryString.Value,
            Authorization = context.Request.Headers.Authorization.ToString(),
            Body = body,
        });
        arrived.SetResult();
        arrived = Signal();
    }

    while (true)
    {
        var (rule, changed) = rules.For(context.Request);
        if (rule is { Hang: true })
        {
            await changed.WaitAsync(server.Stopping);
            continue;
        }

        return rule switch
        {
            { Reset: true } => await FaultServer.Reset(context),
            { Status: > 0 } => await FaultServer.Answer(context, rule.Status, rule.Body, rule.RetryAfter),
            _ => false,
        };
    }
}

async Task<bool> ControlAsync(HttpContext context)
{
    switch (context.Request.Path.Value)
    {
        case "/.control/requests":
            var count = int.Parse(context.Request.Query["count"].FirstOrDefault() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            while (true)
            {
                Task next;
                lock (requests)
                {
                    next = requests.Count >= count ? Task.CompletedTask : arrived.Task;
                }

                if (next.IsCompleted)
                {
                    break;
                }

                await next.WaitAsync(context.RequestAborted);
            }

            object[] seen;
            lock (requests)
            {
                seen = [.. requests];
            }

            await context.Response.WriteAsJsonAsync(seen, json);
            return true;
        case "/.control/content":
            KeyValuePair<string, JsonElement>[] content;
            lock (server.Content)
            {
                content = [.. server.Content];
            }

            await context.Response.WriteAsJsonAsync(content.ToDictionary(), json);
            return true;
        case "/.control/rules":
            rules.Set(await context.Request.ReadFromJsonAsync<FaultRule[]>(json) ?? []);
            return true;
        case "/.control/reset":
            rules.Set([]);
            lock (requests)
            {
                requests.Clear();
            }

            lock (server.Content)
            {
                server.Content.Clear();
            }

            return true;
        default:
            return false;
    }
}
