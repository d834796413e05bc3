namespace Sbm.Unit;

/// <summary>
/// Tests that prove something by repetition have a short form, which every run can afford, and a long one: <c>./build.ps1 Unit -Long</c>.
/// </summary>
internal static class LongForm
{
    internal static T Or<T>(T usual, T longer) => Environment.GetEnvironmentVariable("SBM_TEST_LONG") == "1" ? longer : usual;
}
