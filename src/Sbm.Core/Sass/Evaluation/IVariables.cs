namespace Sbm.Core.Sass.Evaluation;

/// <summary>What is known of the variables at the point of the style sheet that is being looked at.</summary>
internal interface IVariables
{
    /// <param name="name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
    /// <returns>Null if the theme does not declare it.</returns>
    VariableBinding? Find(string name);

    /// <summary>What <c>variable-exists()</c> says at this point, or <c>global-variable-exists()</c>.</summary>
    /// <returns>Null if it is for Sass to say, the declaration being one that stays.</returns>
    bool? Exists(string name, bool isGlobal) => null;
}
