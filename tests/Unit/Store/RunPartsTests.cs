using Sbm.Core.Store;

namespace Sbm.Unit.Store;

public sealed class RunPartsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(25_500)]
    public void EveryRun_IsInOnePart(int count)
    {
        var seen = new int[count];

        Assert.True(RunParts.All(count, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                Interlocked.Increment(ref seen[i]);
            }

            return true;
        }));

        Assert.All(seen, times => Assert.Equal(1, times));
    }

    [Fact]
    public void PartThatFails_FailsTheWhole() => Assert.False(RunParts.All(25_500, static (from, _) => from != 13_000));

    [Fact]
    public void ErrorOfAPart_ReachesTheCaller() =>
        Assert.Throws<FormatException>(() => RunParts.All(25_500, static (from, _) => from == 13_000 ? throw new FormatException() : true));

    [Fact]
    public void BusyThreadPool_IsNotWaitedFor()
    {
        var free = new TaskCompletionSource(); // nothing to dispose of: some of what waits for it may begin after this test
        for (var i = 0; i < 200; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => free.Task.Wait(), null);
        }

        var isDone = false;
        var caller = new Thread(() => isDone = RunParts.All(25_500, static (_, _) => true));
        caller.Start();
        var hasEnded = caller.Join(TimeSpan.FromSeconds(20)); // with the pool it takes minutes
        free.SetResult();
        caller.Join();

        Assert.True(hasEnded && isDone);
    }
}
