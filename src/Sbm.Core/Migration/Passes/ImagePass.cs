using System.Text;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Rule 6. Addresses of images that are relative to the legacy theme become those that Site Builder serves.</summary>
internal sealed class ImagePass(MigrationLog log)
{
    private const string Themes = "/wp-content/themes/";
    private const string DealerTheme = Themes + "DealerInspireDealerTheme/images/";
    private const string Images = "../images/";
    private const string OtherTheme = "../../";

    internal void Apply(List<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case ScssStatement { IsCustomProperty: false } statement:
                    statement.Text = Convert(statement.Text, statement);
                    break;
                case ScssBlock block:
                    block.Prelude = block.IsAtRule ? Convert(block.Prelude, block) : block.Prelude;
                    Apply(block.Children);
                    break;
            }
        }
    }

    private string Convert(string text, ScssNode node)
    {
        if (!text.Contains("url(", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var converted = new StringBuilder(text.Length + 64);
        for (var i = 0; i < text.Length;)
        {
            var isUrl = IsUrlAt(text, i);
            var end = isUrl ? EndOfUrl(text, i) : ScssList.EndOfPiece(text, i);
            converted.Append(isUrl ? ConvertUrl(text[i..end], node) : text[i..end]);
            i = end;
        }

        return converted.ToString();
    }

    private string ConvertUrl(string url, ScssNode node)
    {
        var inside = url[4..^1].Trim();
        var isQuoted = inside.Length > 1 && inside[0] is '"' or '\'' && inside[^1] == inside[0];
        var address = isQuoted ? inside[1..^1] : inside;
        if (address.StartsWith('$') || address.StartsWith("#{", StringComparison.Ordinal) || (!isQuoted && inside.AsSpan().IndexOfAny('$', '"') >= 0))
        {
            log.Leave(node, "whether the address stays relative is known only when Sass runs");
            return url;
        }

        if (!IsRelative(address))
        {
            return url;
        }

        if (address.StartsWith(Images, StringComparison.Ordinal))
        {
            return Quote(DealerTheme + address[Images.Length..]);
        }

        if (address.StartsWith(OtherTheme, StringComparison.Ordinal) && IsInTheme(address.AsSpan(OtherTheme.Length)))
        {
            return Quote(Themes + address[OtherTheme.Length..]);
        }

        var folder = address[..(address.AsSpan(0, address.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? end : address.Length).LastIndexOf('/') + 1)];
        log.Leave(node, folder.Length == 0 ? WarningGroup.RelativeAddress : $"{WarningGroup.RelativeAddress} in {folder}");
        return url;
    }

    // "DealerInspireCommonTheme/images/pin.svg", not "../up.svg" or "pin.svg".
    private static bool IsInTheme(ReadOnlySpan<char> path) => path.IndexOf('/') > 0 && !path.StartsWith("..");

    private static string Quote(string address) =>
        address.Contains('"', StringComparison.Ordinal) && !address.Contains("#{", StringComparison.Ordinal) ? $"url('{address}')" : $"url(\"{address}\")";

    private static bool IsRelative(string address) =>
        address.Length > 0 && address[0] is not ('/' or '#') && address.AsSpan().IndexOfAny(":/?") is var mark && (mark < 0 || address[mark] != ':');

    private static bool IsUrlAt(string text, int at) =>
        text.AsSpan(at).StartsWith("url(", StringComparison.OrdinalIgnoreCase) && (at == 0 || !ScssText.IsNameCharacter(text[at - 1]));

    private static int EndOfUrl(string text, int start)
    {
        if (ScssText.StartsBareUrl(text, start) && ScssText.EndOfBareUrl(text, start) is > 0 and var end)
        {
            return end;
        }

        var i = start + 4;
        while (i < text.Length && text[i] != ')')
        {
            i = ScssList.EndOfPiece(text, i);
        }

        return Math.Min(i + 1, text.Length);
    }
}
