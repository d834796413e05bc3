namespace Sbm.Core.Sass.Evaluation;

/// <summary>Where there are no variables.</summary>
internal sealed class NoVariables : IVariables
{
    internal static NoVariables Instance { get; } = new();

    public VariableBinding? Find(string name) => null;
}
