namespace Sbm.Core.Sass.Evaluation;

/// <summary>What is known of the variables at the point of the style sheet that is being looked at.</summary>
internal interface IVariables
{
    /// <param name="name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
    /// <returns>Null if the theme does not declare it.</returns>
    VariableBinding? Find(string name);
}
