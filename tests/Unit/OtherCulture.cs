using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sbm.Unit;

/// <summary>
/// All of the core is tested in a culture whose calendar, digits' separators and minus sign are its own. What is interpolated into text
/// without a culture, which no analyzer bans, so shows in whatever test looks at that text.
/// </summary>
internal static class OtherCulture
{
    [ModuleInitializer]
    internal static void Set() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = new CultureInfo("fa-IR");
}
