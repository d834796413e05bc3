using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>
/// How many statements expanded mixins may bring into an output, and in how many rounds. A statement may be a block to put in order, which has
/// mixins to expand: without an allowance mixins that include each other would go on for ever.
/// </summary>
internal sealed class OrderingAllowance(List<ScssNode> nodes)
{
    private const int Least = 100_000;
    private const int ForAStatement = 10;
    private const int Rounds = 16;

    private int _statements = Math.Max(Least, ForAStatement * StatementVariables.All(nodes).Count());
    private int _rounds = Rounds;

    /// <summary>Another round begins. In the last one nothing is put in order any more.</summary>
    internal void BeginRound() => _rounds--;

    /// <param name="statements">What comes in.</param>
    /// <exception cref="NotConvertibleException">That is more than is allowed.</exception>
    internal void Take(int statements)
    {
        _statements -= Math.Min(statements, _statements + 1);
        if (_statements < 0 || _rounds == 0)
        {
            throw new NotConvertibleException("mixins include each other without an end that can be told");
        }
    }
}
