using Sbm.Core.Firebase;
using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Sync;

/// <summary>A database in memory that answers as the test says, and counts.</summary>
internal sealed class FakeDestination(Func<IReadOnlyList<Upload>, Answer>? answer = null) : IDestination
{
    public string Name => "https://fake.example/";

    public int Requests => Batches.Count;

    public string? Trouble { get; set; }

    /// <summary>The slugs of each request.</summary>
    internal List<IReadOnlyList<string>> Batches { get; } = [];

    /// <summary>What the database holds.</summary>
    internal Dictionary<string, StoredRun> Content { get; } = [];

    public string KeyOf(StoredRun run) => RunKey.Of(run);

    public Task<Answer> SendAsync(IReadOnlyList<Upload> uploads, CancellationToken ct)
    {
        Batches.Add(uploads.Select(upload => upload.Sent.Record.Slug).ToList());
        var result = answer?.Invoke(uploads) ?? Answer.Confirmed;
        ct.ThrowIfCancellationRequested();
        if (result.Kind == AnswerKind.Confirmed)
        {
            foreach (var upload in uploads)
            {
                Content[upload.Key] = upload.Sent;
            }
        }

        return Task.FromResult(result);
    }

    /// <summary>Refuses every request that holds one of these.</summary>
    internal static FakeDestination Refusing(params string[] slugs) => new(uploads =>
        uploads.Any(upload => slugs.Contains(upload.Sent.Record.Slug)) ? new Answer(AnswerKind.Refused, "Permission denied (401)") : Answer.Confirmed);

    internal static FakeDestination Answering(AnswerKind kind, string reason = "because") => new(_ => new Answer(kind, reason));
}
