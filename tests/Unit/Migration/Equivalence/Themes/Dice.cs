namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>What chance decides; the same for the same seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>True so many times in a hundred.</summary>
    internal bool Chance(int percent) => _random.Next(100) < percent;

    internal int Between(int least, int most) => _random.Next(least, most + 1);

    internal T OneOf<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    internal string OneOf(params string[] items) => items[_random.Next(items.Length)];

    /// <summary>Calls one of the functions.</summary>
    internal string Make(params Func<string>[] makers) => makers[_random.Next(makers.Length)]();
}
