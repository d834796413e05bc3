namespace Sbm.Core.Sass.Rewriting;

/// <summary>What stands here can be converted neither to CSS nor to Sass that compiles on its own. The statement that holds it is reported.</summary>
/// <param name="reason">For the report: <c>the variable '$x' is not declared in the theme</c>.</param>
internal sealed class NotConvertibleException(string reason) : Exception(reason);
