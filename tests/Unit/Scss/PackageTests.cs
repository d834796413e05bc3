using System.Text;
using Sbm.Core.Scss;

namespace Sbm.Unit.Scss;

/// <summary>All SCSS of packages that many use and others have written: about a thousand files.</summary>
public sealed class PackageTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TheoryData<string> Packages =>
        ["bootstrap", "bootstrap-sass", "bourbon", "bulma", "foundation-sites", "govuk-frontend", "@angular/cdk", "@angular/material"];

    [SkippableTheory]
    [MemberData(nameof(Packages))]
    public async Task Read_OfEveryFileOfAPackage_GivesBackEveryByte(string package)
    {
        foreach (var (name, bytes) in await FilesOfAsync(package))
        {
            Assert.True(bytes.SequenceEqual(Utf8.GetBytes(Read(name, Utf8.GetString(bytes)).ToString())), name);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Packages))]
    public async Task Layout_OfEveryFileOfAPackage_ComesOutTheSameAgain(string package)
    {
        foreach (var (name, bytes) in await FilesOfAsync(package))
        {
            var once = ScssLayout.Write(Read(name, Utf8.GetString(bytes)).Children);

            Assert.True(once == ScssLayout.Write(Read(name, once).Children), name);
        }
    }

    private static ScssSheet Read(string name, string text) => ScssReader.Read(new ScssSource(name, text));

    private static async Task<List<(string Name, byte[] Bytes)>> FilesOfAsync(string package)
    {
        var folder = Path.Combine(await NodePackages.InstallAsync("scss"), "node_modules", package);
        var files = Directory.GetFiles(folder, "*.scss", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return [.. files.Select(file => (Path.GetRelativePath(folder, file), File.ReadAllBytes(file)))];
    }
}
