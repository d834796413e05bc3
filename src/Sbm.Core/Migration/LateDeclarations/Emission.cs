namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>What statements write, as the rule sees it that they stand in.</summary>
/// <param name="Declarations">Whether declarations of that rule are among it.</param>
/// <param name="Rules">Whether rules and at-rules of their own are, which come behind it in CSS.</param>
/// <param name="IsOrdered">Whether no declaration comes after a rule.</param>
internal readonly record struct Emission(bool Declarations, bool Rules, bool IsOrdered)
{
    internal static Emission Nothing { get; } = new(Declarations: false, Rules: false, IsOrdered: true);

    internal static Emission Declaration { get; } = new(Declarations: true, Rules: false, IsOrdered: true);

    internal static Emission Rule { get; } = new(Declarations: false, Rules: true, IsOrdered: true);

    internal static Emission Anything { get; } = new(Declarations: true, Rules: true, IsOrdered: true);

    /// <summary>One after the other.</summary>
    internal Emission Then(Emission next) =>
        new(Declarations || next.Declarations, Rules || next.Rules, IsOrdered && next.IsOrdered && !(Rules && next.Declarations));

    /// <summary>The one or the other.</summary>
    internal Emission Or(Emission other) =>
        new(Declarations || other.Declarations, Rules || other.Rules, IsOrdered && other.IsOrdered);

    /// <summary>Several times.</summary>
    internal Emission Repeated() => Then(this);
}
