namespace Sbm.Core.Sass.Values;

/// <summary>Functions of lists, for which any value is a list of one.</summary>
internal static class SassListFunctions
{
    internal static readonly SassFunction[] All =
    [
        new("list", "length", "length", "list", static arguments => new SassNumber(SassArguments.Items(arguments[0]!).Count)),
        new("list", "nth", "nth", "list, n", static arguments => Nth(SassArguments.Items(arguments[0]!), arguments[1])),
        new("list", "set-nth", "set-nth", "list, n, value", static arguments => SetNth(arguments[0]!, arguments[1], arguments[2]!)),
        new("list", "index", "index", "list, value", static arguments => Index(SassArguments.Items(arguments[0]!), arguments[1]!)),
        new("list", "join", "join", "list1, list2, separator?, bracketed?", Join),
        new("list", "append", "append", "list, val, separator?", Append),
        new("list", "separator", "list-separator", "list", static arguments => Name(SeparatorOf(arguments[0]!) ?? ListSeparator.Space)),
        new("list", "is-bracketed", "is-bracketed", "list", static arguments => SassBoolean.Of(IsBracketed(arguments[0]!))),
    ];

    private static SassValue? Nth(IReadOnlyList<SassValue> items, SassValue? n) =>
        Position(items, n) is { } position ? items[position] : null;

    private static SassList? SetNth(SassValue list, SassValue? n, SassValue value)
    {
        SassValue[] items = [.. SassArguments.Items(list)];
        if (Position(items, n) is not { } position)
        {
            return null;
        }

        items[position] = value;
        return new SassList(items, SeparatorOf(list) ?? ListSeparator.Space, IsBracketed(list));
    }

    private static SassValue Index(IReadOnlyList<SassValue> items, SassValue value)
    {
        var position = items.TakeWhile(item => !SassOperations.AreEqual(item, value)).Count();
        return position < items.Count ? new SassNumber(position + 1) : SassNull.Instance;
    }

    private static SassList? Join(SassValue?[] arguments)
    {
        var (list1, list2, bracketed) = (arguments[0]!, arguments[1]!, arguments[3]);
        var isBracketed = bracketed is null or SassString { Text: "auto" } ? IsBracketed(list1) : bracketed.IsTruthy;
        SassValue[] items = [.. SassArguments.Items(list1), .. SassArguments.Items(list2)];
        return Separator(arguments[2], SeparatorOf(list1) ?? SeparatorOf(list2)) is { } separator && (items.Length > 0 || separator == ListSeparator.Space)
            ? new SassList(items, separator, isBracketed)
            : null; // an empty list with a separator cannot be written
    }

    private static SassList? Append(SassValue?[] arguments)
    {
        var (list, value) = (arguments[0]!, arguments[1]!);
        return Separator(arguments[2], SeparatorOf(list)) is { } separator
            ? new SassList([.. SassArguments.Items(list), value], separator, IsBracketed(list))
            : null;
    }

    // The first is 1, the last -1.
    private static int? Position(IReadOnlyList<SassValue> items, SassValue? n)
    {
        var index = n is SassNumber number ? Fuzzy.ToInteger(number.Value) : null;
        return index switch
        {
            > 0 when index <= items.Count => index - 1,
            < 0 when -index <= items.Count => items.Count + index,
            _ => null,
        };
    }

    private static ListSeparator? Separator(SassValue? argument, ListSeparator? auto) => argument switch
    {
        null or SassString { Text: "auto" } => auto ?? ListSeparator.Space,
        SassString { Text: "comma" } => ListSeparator.Comma,
        SassString { Text: "space" } => ListSeparator.Space,
        SassString { Text: "slash" } => ListSeparator.Slash,
        _ => null,
    };

    // Null where it is still open.
    private static ListSeparator? SeparatorOf(SassValue value) => value switch
    {
        SassList { Items.Count: > 0 } list => list.Separator,
        SassMap { Entries.Count: > 0 } => ListSeparator.Comma,
        _ => null,
    };

    private static bool IsBracketed(SassValue value) => value is SassList { IsBracketed: true };

    private static SassString Name(ListSeparator separator) => new(separator.ToString().ToLowerInvariant(), IsQuoted: false);
}
