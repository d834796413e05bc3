using System.Globalization;

namespace Sbm.Unit;

/// <summary>Checks by chance, repeatably: <c>SBM_TEST_SEED=7</c> repeats the one that a test has reported.</summary>
internal static class Seeds
{
    /// <summary>Runs a check with many seeds, or with the one of the environment; says which one failed.</summary>
    internal static void ForEach(int count, Action<Random> check)
    {
        var given = Environment.GetEnvironmentVariable("SBM_TEST_SEED");
        var first = given is null ? Random.Shared.Next(int.MaxValue - count) : int.Parse(given, CultureInfo.InvariantCulture);
        for (var seed = first; seed < first + (given is null ? count : 1); seed++)
        {
            try
            {
                check(new Random(seed));
            }
            catch (Exception failure)
            {
                Assert.Fail($"SBM_TEST_SEED={seed}: {failure}");
            }
        }
    }
}
