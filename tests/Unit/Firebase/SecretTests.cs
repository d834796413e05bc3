using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>
/// What a server repeats of keys and tokens, whatever goes wrong, is in no log, message or file but the identity's own: for each
/// credential mode, in the foreground and in the background.
/// </summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Secret = "Secret";
    private readonly FirebaseBench _bench = new();
    private FaultServer _database = null!;
    private FaultServer _identity = null!;

    public async Task InitializeAsync()
    {
        _database = await FaultServer.StartAsync((context, number) => number switch
        {
            1 => FaultServer.Answer(context, 503, Echo(context)),
            2 => FaultServer.Reset(context),
            3 => FaultServer.Answer(context, 200, Echo(context).Replace('{', '<')),
            4 => FaultServer.Answer(context, 401, Echo(context)),
            _ => FaultServer.Answer(context, 400, Echo(context)),
        });
        _identity = await FaultServer.StartAsync(IdentifyAsync);
        _bench.Fill(1);
    }

    public async Task DisposeAsync()
    {
        await _identity.DisposeAsync();
        await _database.DisposeAsync();
        _bench.Dispose();
    }

    private static string Echo(HttpContext context) => JsonSerializer.Serialize(new
    {
        error = $"no {context.Request.QueryString.Value} {context.Request.Headers.Authorization}",
    });

    // Google's token endpoint and Firebase's identity service in one, refusing at first and repeating all that it was sent.
    private static async Task<bool> IdentifyAsync(HttpContext context, int number)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        return number == 1
            ? await FaultServer.Answer(context, 503, JsonSerializer.Serialize(new { error = new { message = context.Request.QueryString.Value + body } }))
            : await FaultServer.Answer(context, 200, """
                {"access_token":"access-Secret","token_type":"Bearer","expires_in":3600,
                 "idToken":"id-Secret","refreshToken":"refresh-Secret","expiresIn":"3600","localId":"u","id_token":"id-Secret","refresh_token":"refresh-Secret","user_id":"u"}
                """.Replace("\"expires_in\":3600", context.Request.Path.Value!.EndsWith("v1/token", StringComparison.Ordinal) ? "\"expires_in\":\"3600\"" : "\"expires_in\":3600", StringComparison.Ordinal));
    }

    private string Configure(string mode)
    {
        _bench.Home.Variables["SBM_DATABASE_URL"] = _database.Url;
        switch (mode)
        {
            case "emulator":
                _bench.Home.Variables["FIREBASE_DATABASE_EMULATOR_HOST"] = new Uri(_database.Url).Authority;
                _bench.Home.Variables["SBM_API_KEY"] = "AIzaSecret"; // not needed, and not to be seen either
                return "AIzaSecret";

            case "anonymous user":
                _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(_identity.Url).Authority;
                _bench.Home.Variables["SBM_API_KEY"] = "AIzaSecret";
                return "AIzaSecret";

            default:
                using (var key = RSA.Create(2048))
                {
                    var pem = key.ExportPkcs8PrivateKeyPem();
                    var path = Path.Combine(_bench.Home.Path, "key.json");
                    File.WriteAllText(path, JsonSerializer.Serialize(new { type = "service_account", client_email = "a@b", private_key = pem, token_uri = _identity.Url }));
                    _bench.Home.Variables["SBM_CREDENTIALS_PATH"] = path;
                    return pem.Split('\n')[1];
                }
        }
    }

    [Theory]
    [InlineData("emulator", false)]
    [InlineData("emulator", true)]
    [InlineData("anonymous user", false)]
    [InlineData("anonymous user", true)]
    [InlineData("service account", false)]
    [InlineData("service account", true)]
    public async Task Sync_WhateverTheServersRepeat_NoKeyAndNoTokenIsSeen(string mode, bool isAutomatic)
    {
        var key = Configure(mode);

        if (isAutomatic)
        {
            using var automatic = new AutomaticSync(_bench.Home.Environment) { Firebase = _bench.Options };
            automatic.Trigger();
            await automatic.Idle;
            foreach (var file in Directory.GetFiles(Path.Combine(_bench.Home.Path, ".sbm", "logs")))
            {
                _bench.Log.Add(File.ReadAllText(file));
            }
        }
        else
        {
            var report = await _bench.SyncAsync();
            _bench.Log.Add($"{report.Message} {report.Refused.SingleOrDefault()} {report.Fault}");
        }

        Assert.True(_database.Requests >= 4, string.Join('\n', _bench.Log));
        Assert.Contains(_bench.Log, text => text.Contains("Debug", StringComparison.Ordinal) || text.Contains("[DBG]", StringComparison.Ordinal));
        var seen = string.Join('\n', _bench.Log) + File.ReadAllText(_bench.Home.StorePath);
        Assert.DoesNotContain(Secret, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(key, seen, StringComparison.Ordinal);
        Assert.DoesNotMatch("eyJ[A-Za-z0-9_-]+\\.", seen); // a signed assertion
    }
}
