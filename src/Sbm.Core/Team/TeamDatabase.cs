using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;
using Sbm.Core.Settings;

namespace Sbm.Core.Team;

/// <summary>Reads what the team's database holds, because somebody asked for it, and recounts a user's part of it. Thread-safe; each call stands for itself.</summary>
/// <param name="environment">What settings are read from besides parameters; the process's if null.</param>
/// <param name="time">Where time comes from; the system's clock if null.</param>
public sealed class TeamDatabase(SettingEnvironment? environment = null, TimeProvider? time = null)
{
    private const long MaxSummaryBytes = 32 * 1024 * 1024; // a thousand users have less than one
    private readonly SettingEnvironment _environment = environment ?? SettingEnvironment.OfProcess();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    internal FirebaseOptions Firebase { get; init; } = new();

    /// <summary>Everybody's totals, in one request.</summary>
    /// <exception cref="SbmException">
    /// <c>NotConfigured</c>, <c>InvalidSetting</c> and the like; <c>DatabaseUnreachable</c>: later it may be; <c>DatabaseRefused</c>,
    /// <c>CredentialsRefused</c>, <c>InvalidCredentials</c>: someone must mend something.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async Task<TeamSummaries> ReadSummariesAsync(SettingParameters parameters, CancellationToken ct = default)
    {
        var summaries = new List<TeamSummary>();
        var reader = await ReadAsync(
            parameters,
            "Reading the team's figures",
            static _ => "summaries",
            () =>
            {
                summaries.Clear();
                return new ChildReader(2, MaxSummaryBytes, (names, json) =>
                {
                    var summary = Summary(names, json);
                    summaries.AddRange(summary is null ? [] : [summary]);
                    return summary is not null;
                });
            },
            ct).ConfigureAwait(false);
        return new TeamSummaries(summaries, reader.Skipped);
    }

    /// <summary>Runs as the database holds them, in no order that means anything, as they come.</summary>
    /// <param name="parameters">The settings given as parameters.</param>
    /// <param name="ofEverybody">Everybody's, or only those of the user whose credential it is.</param>
    /// <param name="begin">Called before the first run, and again if reading has to begin anew: what was taken before is to be dropped.</param>
    /// <param name="take">Is given each run; from any thread, one after the other.</param>
    /// <param name="ct">Calls it off.</param>
    /// <returns>How many runs there were, and how many records that are no runs.</returns>
    /// <exception cref="SbmException">As <see cref="ReadSummariesAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async Task<TeamRead> ReadRunsAsync(
        SettingParameters parameters, bool ofEverybody, Action begin, Action<TeamRun> take, CancellationToken ct = default)
    {
        var depth = ofEverybody ? 3 : 1;
        var reader = await ReadAsync(
            parameters,
            ofEverybody ? "Reading everybody's runs" : "Reading the user's runs",
            user => ofEverybody ? "users" : $"users/{Uri.EscapeDataString(user)}/runs",
            () =>
            {
                begin();
                return new ChildReader(depth, long.MaxValue, (names, json) =>
                {
                    if (RunOf(json) is not { } run)
                    {
                        return false;
                    }

                    take(new TeamRun(ofEverybody ? names[0] : null, names[^1], run));
                    return true;
                })
                {
                    Leads = (level, name) => !ofEverybody || level != 2 || name == "runs",
                };
            },
            ct).ConfigureAwait(false);
        return new TeamRead(reader.Taken, reader.Skipped);
    }

    /// <summary>Replaces all summaries of the user whose credential it is by one recount, in one request.</summary>
    /// <param name="parameters">The settings given as parameters.</param>
    /// <param name="runs">All runs that the database has of the user.</param>
    /// <param name="ct">Calls it off.</param>
    /// <returns>Why it could not be done; null if it was.</returns>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    internal async Task<string?> ReplaceSummariesAsync(SettingParameters parameters, IEnumerable<RunRecord> runs, CancellationToken ct)
    {
        try
        {
            var settings = new SbmSettings(parameters, _environment);
            using var firebase = Open(settings);
            var value = SummaryValue.OfAll(runs, settings.UserId.Value, _time.GetUtcNow());
            var answer = await firebase.Database.PatchAsync(
                "Recounting the user's figures",
                user => (byte[])[.. "{"u8, .. JsonSerializer.SerializeToUtf8Bytes(PathOf(user)), .. ":"u8, .. value, .. "}"u8],
                user => [PathOf(user)],
                renew: false,
                ct).ConfigureAwait(false);
            return answer.IsSuccess ? null : FirebaseError.ReasonOf(answer);
        }
        catch (Exception e) when (e is SbmException or CredentialUnreachableException)
        {
            return e.Message;
        }

        static string PathOf(string user) => $"summaries/{user}";
    }

    private FirebaseSession Open(SbmSettings settings) =>
        FirebaseSession.Open(settings, FirebaseSession.AddressOf(settings), Firebase, _time, NullLogger.Instance);

    private async Task<ChildReader> ReadAsync(
        SettingParameters parameters, string what, Func<string, string> path, Func<ChildReader> reader, CancellationToken ct)
    {
        var settings = new SbmSettings(parameters, _environment);
        settings.Validate();
        using var firebase = Open(settings);
        var database = firebase.Database;
        try
        {
            var answer = await database.GetAsync(what, path, reader, ct).ConfigureAwait(false);
            return answer.IsSuccess ? (ChildReader)answer.Content! : throw FaultOf(database, answer);
        }
        catch (CredentialUnreachableException e)
        {
            throw Unreachable(database, e.Message);
        }
    }

    private static SbmException FaultOf(FirebaseDatabase database, HttpAnswer answer)
    {
        var reason = FirebaseError.ReasonOf(answer);
        return answer.IsTransient || answer.StalledSending ? Unreachable(database, reason) : database.FaultOf(answer) ?? new SbmException(
            "DatabaseRefused",
            $"The database {database.Name} does not let you read it: {reason}.",
            "See that its security rules let the team read /summaries, /slugs and /users (about_Sbm_Sync has them).",
            database.Name);
    }

    private static SbmException Unreachable(FirebaseDatabase database, string reason) => new(
        "DatabaseUnreachable",
        $"The database {database.Name} cannot be reached: {reason}.",
        "Try again when there is a network; Test-SbmConnection tells what is in the way.",
        database.Name);

    private static TeamSummary? Summary(IReadOnlyList<string> names, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var summary = JsonDocument.Parse(json);
            return TotalsJson.Read(summary.RootElement) is { } totals
                ? new TeamSummary(names[0], names[1], Text(summary.RootElement, "name") ?? names[0], totals, RunTimestamp.Parse(Text(summary.RootElement, "at")))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // The bytes at hand are overwritten by what follows; the line is the run's own.
    private static StoredRun? RunOf(ReadOnlyMemory<byte> json)
    {
        try
        {
            var line = RawJson.OnOneLine(json.Span);
            return RunJson.Read(line) is { } record ? new StoredRun(record, line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What one store of somebody's comes to.</summary>
/// <param name="User">The user's key in the database; of an anonymous user no name.</param>
/// <param name="StoreId">The store.</param>
/// <param name="Name">Who that is.</param>
/// <param name="Totals">The totals.</param>
/// <param name="At">When they were told; null if that cannot be read.</param>
public sealed record TeamSummary(string User, string StoreId, string Name, TeamTotals Totals, DateTimeOffset? At);

/// <summary>Everybody's totals.</summary>
/// <param name="Summaries">One for each store.</param>
/// <param name="Skipped">Records that are none.</param>
public sealed record TeamSummaries(IReadOnlyList<TeamSummary> Summaries, int Skipped);

/// <summary>A run as the database holds it.</summary>
/// <param name="User">The key of the user below whom it stands; null for one's own.</param>
/// <param name="Key">Its key.</param>
/// <param name="Run">The run; without what stays on the machine that recorded it.</param>
public sealed record TeamRun(string? User, string Key, StoredRun Run);

/// <summary>What reading runs came to.</summary>
/// <param name="Runs">Runs that were there.</param>
/// <param name="Skipped">Records that are no runs.</param>
public sealed record TeamRead(int Runs, int Skipped);
