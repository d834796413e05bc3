namespace Sbm.Unit.Migration.Equivalence.Themes.Pieces;

/// <summary>Makes the text of a piece that stands at the top level of a sheet.</summary>
internal delegate string Piece(PieceContext context);

/// <summary>The kinds of pieces that a theme may have, each of which was once converted wrongly.</summary>
internal static class PieceKinds
{
    private const string Conditionals = "conditionals"; // only by themselves

    internal static IReadOnlyDictionary<string, IReadOnlyList<Piece>> All { get; } = new Dictionary<string, IReadOnlyList<Piece>>
    {
        ["rare"] = RarePieces.All,
        ["loops"] = LoopPieces.All,
        ["questions"] = QuestionPieces.All,
        ["comments"] = CommentPieces.All,
        ["directives"] = DirectivePieces.All,
        ["imports"] = ImportPieces.All,
        ["definitions"] = DefinitionPieces.All,
        ["features"] = FeaturePieces.All,
        ["never"] = NeverRunPieces.All,
        ["extends"] = ExtendPieces.All,
        ["values"] = ValuePieces.All,
        ["calculations"] = CalculationPieces.All,
        ["colors"] = ColorPieces.All,
        [Conditionals] = ConditionalPieces.All,
        ["refused"] = RefusedPieces.All,
    };

    /// <summary>A piece with a name of its own.</summary>
    internal static Piece Named(Func<PieceContext, string, string> make) => context => make(context, context.Name());

    /// <summary>A piece with a name of its own and a length.</summary>
    internal static Piece Named(Func<PieceContext, string, string, string> make) => context => make(context, context.Name(), context.Length);

    /// <summary>A piece with a name of its own, a length and a colour.</summary>
    internal static Piece Named(Func<PieceContext, string, string, string, string> make) => context => make(context, context.Name(), context.Length, context.Color);

    /// <summary>A piece of one of the kinds.</summary>
    internal static string Make(PieceContext context, string? kind) =>
        context.Dice.OneOf(All[kind ?? context.Dice.OneOf([.. All.Keys.Where(static each => each != Conditionals)])])(context);
}
