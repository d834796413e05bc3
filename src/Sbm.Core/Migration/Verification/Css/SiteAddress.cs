namespace Sbm.Core.Migration.Verification.Css;

/// <summary>Rule 6, said once more: the address that Site Builder serves an image of the legacy theme at.</summary>
internal static class SiteAddress
{
    private const string Images = "../images/";
    private const string OtherTheme = "../../";

    internal static string Of(string address) => address switch
    {
        _ when address.StartsWith(Images, StringComparison.Ordinal) => "/wp-content/themes/DealerInspireDealerTheme/images/" + address[Images.Length..],
        _ when address.StartsWith(OtherTheme, StringComparison.Ordinal) && IsThemeAndFile(address[OtherTheme.Length..]) =>
            "/wp-content/themes/" + address[OtherTheme.Length..],
        _ => address,
    };

    private static bool IsThemeAndFile(string path) => path.IndexOf('/', StringComparison.Ordinal) > 0 && !path.StartsWith("..", StringComparison.Ordinal);
}
