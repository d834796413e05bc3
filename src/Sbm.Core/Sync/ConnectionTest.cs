using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Settings;

namespace Sbm.Core.Sync;

/// <summary>One step of a test of the connection.</summary>
/// <param name="Name">Settings, Resolve, Connect, Authenticate, Write or Remove.</param>
/// <param name="Succeeded">Whether it did.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Detail">What was found, one line, without secrets.</param>
/// <param name="Remedy">What to do if it failed; null if it did not.</param>
public sealed record ConnectionStep(string Name, bool Succeeded, TimeSpan Duration, string Detail, string? Remedy);

/// <summary>Goes the way that a run goes, step by step, and tells where it ends. Thread-safe; each call stands for itself.</summary>
/// <param name="environment">What settings are read from besides parameters; the process's if null.</param>
/// <param name="time">Where time comes from; the system's clock if null.</param>
public sealed class ConnectionTest(SettingEnvironment? environment = null, TimeProvider? time = null)
{
    private readonly SettingEnvironment _environment = environment ?? SettingEnvironment.OfProcess();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    internal FirebaseOptions Firebase { get; init; } = new() { Retries = 0 }; // who asks wants to know now

    /// <summary>The steps as they end; the first that fails is the last.</summary>
    /// <param name="parameters">The settings given as parameters.</param>
    /// <param name="writes">Whether to write and remove a probe below the user's own path.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async IAsyncEnumerable<ConnectionStep> RunAsync(
        SettingParameters parameters, bool writes, [EnumeratorCancellation] CancellationToken ct = default)
    {
        FirebaseSession? session = null;
        DatabaseAddress? address = null;
        try
        {
            yield return await StepAsync("Settings", () =>
            {
                var settings = new SbmSettings(parameters, _environment);
                settings.Validate();
                address = FirebaseSession.AddressOf(settings);
                session = FirebaseSession.Open(settings, address, Firebase, _time, NullLogger.Instance);
                return Task.FromResult($"{address}, credential: {CredentialMode.Of(settings, address).Words}");
            }).ConfigureAwait(false);
            if (session is null || address is null)
            {
                yield break;
            }

            var probe = $"probes/{Guid.NewGuid():N}";
            var steps = new List<(string Name, Func<Task<string>> Work)>
            {
                ("Resolve", () => ResolveAsync(address, ct)),
                ("Connect", () => ConnectAsync(session, ct)),
                ("Authenticate", async () => $"signed in; runs go to /users/{await session.Database.UserAsync(ct).ConfigureAwait(false)}/runs"),
            };
            if (writes)
            {
                steps.Add(("Write", () => ProbeAsync(session, probe, "{\"probe\":true}", isThere: true, ct)));
                steps.Add(("Remove", () => ProbeAsync(session, probe, "null", isThere: false, ct)));
            }

            foreach (var (name, work) in steps)
            {
                var step = await StepAsync(name, work).ConfigureAwait(false);
                yield return step;
                if (!step.Succeeded)
                {
                    yield break;
                }
            }
        }
        finally
        {
            session?.Dispose();
        }
    }

    private async Task<ConnectionStep> StepAsync(string name, Func<Task<string>> work)
    {
        var start = _time.GetTimestamp();
        try
        {
            var detail = await work().ConfigureAwait(false);
            return new ConnectionStep(name, true, _time.GetElapsedTime(start), detail, null);
        }
        catch (SbmException e)
        {
            return new ConnectionStep(name, false, _time.GetElapsedTime(start), e.Message, e.RecommendedAction);
        }
        catch (Exception e) when (e is CredentialUnreachableException or ConnectFailedException or StepFailedException)
        {
            return new ConnectionStep(name, false, _time.GetElapsedTime(start), e.Message, SyncRemedy.Of(e.Message).Text);
        }
    }

    // By the very way that requests take; a proxy looks the name up itself.
    private async Task<string> ResolveAsync(DatabaseAddress address, CancellationToken ct)
    {
        if (FirebaseHttp.ProxyOf(address.Root) is { } proxy)
        {
            var found = await new HappyEyeballs(Firebase).ResolveAsync($"the proxy {proxy.Host}", proxy.Host, ct).ConfigureAwait(false);
            return $"by way of the proxy {proxy.Host}:{proxy.Port}: {string.Join(", ", found.AsEnumerable())}";
        }

        var addresses = await new HappyEyeballs(Firebase).ResolveAsync(address.Root.Host, address.Root.IdnHost, ct).ConfigureAwait(false);
        return $"{address.Root.Host}: {string.Join(", ", addresses.AsEnumerable())}";
    }

    // Without a credential: whoever answers as a database does, a refusal included, is one.
    private static async Task<string> ConnectAsync(FirebaseSession session, CancellationToken ct)
    {
        var answer = await session.Database.KnockAsync(ct).ConfigureAwait(false);
        if (session.Database.FaultOf(answer) is { } fault && answer.Status != System.Net.HttpStatusCode.Unauthorized)
        {
            throw fault;
        }

        return answer.IsTransient || answer.StalledSending
            ? throw new StepFailedException(FirebaseError.ReasonOf(answer))
            : $"a database answers ({(int)answer.Status!})";
    }

    private static async Task<string> ProbeAsync(FirebaseSession session, string probe, string value, bool isThere, CancellationToken ct)
    {
        var database = session.Database;
        var answer = await database.PatchAsync(
            isThere ? "Writing a probe" : "Removing the probe",
            user => Encoding.UTF8.GetBytes($"{{\"{System.Text.Json.JsonEncodedText.Encode($"users/{user}/{probe}")}\":{value}}}"),
            user => isThere ? [$"users/{user}/{probe}"] : [],
            renew: false,
            ct).ConfigureAwait(false);
        return answer.IsSuccess
            ? isThere ? "a probe was written" : "the probe was removed"
            : throw database.FaultOf(answer) ?? (Exception)new StepFailedException(FirebaseError.ReasonOf(answer));
    }

    private sealed class StepFailedException(string message) : Exception(message);
}
