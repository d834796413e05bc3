namespace Sbm.Core.Sass.Values;

/// <summary>
/// The operators of Sass. The result is null where Sass reports an error, and where it is nothing that these values hold
/// (<c>1px * 1px</c>, <c>1 / 0</c>).
/// </summary>
internal static class SassOperations
{
    internal static SassValue? Apply(string op, SassValue left, SassValue right) => (op, left, right) switch
    {
        ("and", _, _) => left.IsTruthy ? right : left,
        ("or", _, _) => left.IsTruthy ? left : right,
        ("==", _, _) => SassBoolean.Of(AreEqual(left, right)),
        ("!=", _, _) => SassBoolean.Of(!AreEqual(left, right)),
        (_, SassNumber a, SassNumber b) => SassArithmetic.Apply(op, a, b),
        ("+" or "-", SassNumber, SassColor) => null,
        ("+" or "-" or "/", SassColor, SassNumber or SassColor) => null,
        ("+", _, _) => SassText.Add(left, right),
        ("-" or "/", _, _) => SassText.Join(op, left, right),
        _ => null,
    };

    internal static SassValue? Apply(string op, SassValue operand) => (op, operand) switch
    {
        ("not", _) => SassBoolean.Of(!operand.IsTruthy),
        ("+", SassNumber number) => new SassNumber(number.Value, number.Unit),
        ("-", SassNumber number) => new SassNumber(-number.Value, number.Unit),
        ("+" or "-" or "/", _) => SassText.Prefix(op, operand),
        _ => null,
    };

    /// <summary>Sass's <c>==</c>, for which an empty list and an empty map are one.</summary>
    internal static bool AreEqual(SassValue left, SassValue right) => (left, right) switch
    {
        (SassList { Items.Count: 0 }, SassMap { Entries.Count: 0 }) or (SassMap { Entries.Count: 0 }, SassList { Items.Count: 0 }) => true,
        _ => left.Equals(right),
    };
}
