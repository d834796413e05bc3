using Microsoft.Extensions.Logging;
using Sbm.Core.Logging;
using Sbm.Unit.Store;

namespace Sbm.Unit.Logging;

public sealed class LogFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Files() => Directory.GetFiles(_folder.Path, "*.log");

    [Fact]
    public void Log_OfManyDays_KeepsSevenFiles()
    {
        for (var day = 1; day <= 20; day++)
        {
            File.WriteAllText(_folder[$"sync-202601{day:00}.log"], "old");
        }

        using (var log = LogFiles.Create(_folder.Path))
        {
            log.CreateLogger("Sync").LogInformation("today");
        }

        Assert.Equal(7, Files().Length);
        Assert.Contains("today", File.ReadAllText(Files().Order().Last()), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_OfOneBusyDay_RollsAt5MegabytesAndKeepsSevenFiles()
    {
        var text = new string('x', 1_000_000);
        using (var log = LogFiles.Create(_folder.Path))
        {
            var logger = log.CreateLogger("Sync");
            for (var i = 0; i < 50; i++)
            {
                logger.LogDebug("{Text}", text);
            }
        }

        Assert.Equal(7, Files().Length);
        Assert.All(Files(), file => Assert.InRange(new FileInfo(file).Length, 1, 6_100_000)); // the limit, and the line that passes it
    }

    [Fact]
    public async Task Log_OfSeveralWritersAtOnce_HasEveryLineWhole()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            using var log = LogFiles.Create(_folder.Path);
            var logger = log.CreateLogger("Sync");
            for (var i = 0; i < 100; i++)
            {
                logger.LogInformation("writer {Writer} line {Line}", writer, i);
            }
        })));

        var lines = File.ReadAllLines(Assert.Single(Files()));
        Assert.Equal(400, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"\[INF\] \(\d+\) writer \d line \d+$", line));
    }
}
