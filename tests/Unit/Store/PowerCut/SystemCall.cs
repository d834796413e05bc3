using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>One system call as strace tells it with <c>-xx</c>, where every string is in hex digits and holds no comma.</summary>
internal sealed partial record SystemCall(int Thread, string Name, string[] Arguments, long Result, bool IsInjected)
{
    /// <summary>Reads a line; null for what is no call that has returned: a signal, an exit, a call that a kill cut off.</summary>
    internal static SystemCall? Parse(string line)
    {
        var match = Line().Match(line);
        return match.Success && long.TryParse(match.Groups[4].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var result)
            ? new SystemCall(
                match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0,
                match.Groups[2].Value,
                match.Groups[3].Value.Split(", "),
                result,
                line.EndsWith("(INJECTED)", StringComparison.Ordinal))
            : null;
    }

    internal bool HasFailed => Result < 0;

    internal long Number(int argument) => long.Parse(Arguments[argument], CultureInfo.InvariantCulture);

    /// <summary>The descriptor of an argument such as <c>3&lt;\x2f\x74&gt;</c>.</summary>
    internal int Descriptor(int argument) => int.Parse(Arguments[argument].Split('<')[0], CultureInfo.InvariantCulture);

    internal byte[] Bytes(int argument) => BytesOf(Arguments[argument]);

    internal string Text(int argument) => TextOf(Arguments[argument]);

    internal static string TextOf(string argument) => Encoding.UTF8.GetString(BytesOf(argument));

    private static byte[] BytesOf(string argument) =>
        Convert.FromHexString(argument.Trim('"').Replace("\\x", string.Empty, StringComparison.Ordinal));

    [GeneratedRegex(@"^(?:(\d+) +)?(\w+)\((.*)\) += (-?\d+)")]
    private static partial Regex Line();
}
