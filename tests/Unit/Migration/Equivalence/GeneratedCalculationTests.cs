using System.Globalization;
using System.Text;
using Sbm.Unit.Migration.Equivalence.Themes;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Calculations made by chance mean the same. To look at others, or at one again: <c>SBM_CALCULATION_SEEDS=7</c> or
/// <c>SBM_CALCULATION_SEEDS=100-299</c>; each seed makes a sheet of twenty-five.
/// </summary>
public sealed class GeneratedCalculationTests
{
    private const string StandardSeeds = "1-24";
    private const int InASheet = 25;

    public static TheoryData<int> Seeds()
    {
        var bounds = (Environment.GetEnvironmentVariable("SBM_CALCULATION_SEEDS") ?? StandardSeeds).Split('-').Select(int.Parse).ToList();
        return [.. Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1)];
    }

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task GeneratedCalculations_MeanTheSame(int seed)
    {
        var theme = Sheet(seed);
        try
        {
            await Construct.ConvertsAsync(theme);
        }
        catch (Exception failure) when (failure is not SkipException)
        {
            Assert.Fail($"SBM_CALCULATION_SEEDS={seed}: {failure.Message}\n{theme}");
        }
    }

    /// <summary>Variables of the theme, a local one in every other rule, and calculations of them.</summary>
    internal static string Sheet(int seed)
    {
        var dice = new Dice(seed);
        var sheet = new StringBuilder("$a: 20px; $b: 1.5em; $c: -4px; $n: 3; $m: 1.125; $-k: 2;\n");
        for (var i = 0; i < InASheet; i++)
        {
            var hasLocals = dice.Chance(40);
            string[] locals = hasLocals ? ["$l"] : [];
            var calculations = new CalculationGenerator(dice, ["$a", "$b", "$c", .. locals], ["$n", "$m", "$-k"]);
            sheet.Append(CultureInfo.InvariantCulture, $".a{i} {{ {(hasLocals ? "$l: 7px; " : string.Empty)}w: {calculations.Calculation()}; }}\n");
        }

        return sheet.ToString();
    }
}
