using System.Management.Automation;
using System.Text.Json;

namespace Sbm.ModuleTests;

public sealed class InvokeSbmMigrationTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Theme_OfTheSample_WritesTheFourFilesAndRecordsARunThatIsPending()
    {
        var theme = _host.Theme("lakeside-motors");

        var answer = _host.Run($"Invoke-SbmMigration '{theme}'");

        Assert.Empty(answer.Errors);
        Assert.Equal("lakeside-motors", answer["Slug"]);
        Assert.Equal("success", answer["Status"]);
        Assert.Equal("pending_sync", answer["SyncStatus"]);
        Assert.Equal(197L, answer["ScssLines"]);
        Assert.Equal(3L, answer["FilesCreated"]);
        string[] files = ["sb-inside.scss", "sb-vdp.scss", "sb-vrp.scss", "sb-home.scss"];
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(theme, file)), file));
        Assert.Equal((long)files.Sum(file => File.ReadAllLines(Path.Combine(theme, file)).Length), answer["LinesMigrated"]);
        Assert.True(File.Exists((string)answer["ReportPath"]!));
        var run = JsonDocument.Parse(File.ReadAllText(_host.Store)).RootElement.GetProperty("runs")[0];
        Assert.Equal(answer["Id"], run.GetProperty("id").GetString());
        Assert.Equal("pending_sync", run.GetProperty("sync_status").GetString());
    }

    [Fact]
    public void Theme_ByRelativePathWildcardAndPipeline_IsResolvedAsByPowerShell()
    {
        _host.Theme("one", ("style.scss", "a { b: c; }"));
        _host.Theme("other", ("style.scss", "a { b: c; }"));

        Assert.Equal(2, _host.Run("Invoke-SbmMigration ./o*").Output.Count);
        Assert.Equal(2, _host.Run("'one', 'other' | Invoke-SbmMigration -Force").Output.Count);
        Assert.Equal(4, _host.Run("Get-SbmRun").Output.Count);
    }

    [Fact]
    public void LiteralPath_WithBrackets_IsTakenAsItStands()
    {
        _host.Theme("a[1]", ("style.scss", "a { b: c; }"));

        Assert.Equal("success", _host.Run("Invoke-SbmMigration -LiteralPath './a[1]' -Slug a1")["Status"]);
    }

    [Fact]
    public void SeveralThemes_GetAFolderEachInTheDestination()
    {
        _host.Theme("one", ("style.scss", ".one { b: c; }"));
        _host.Theme("other", ("style.scss", ".other { b: c; }"));

        Assert.Empty(_host.Run("Invoke-SbmMigration ./o* -DestinationPath ./out -Force").Errors);

        Assert.StartsWith(".one", File.ReadAllText(Path.Combine(_host.Folder, "out", "one", "sb-inside.scss")), StringComparison.Ordinal);
        Assert.StartsWith(".other", File.ReadAllText(Path.Combine(_host.Folder, "out", "other", "sb-inside.scss")), StringComparison.Ordinal);
    }

    [Fact]
    public void DestinationPath_IsCreatedAndTheThemeLeftClean()
    {
        var theme = _host.Theme("one", ("style.scss", "a{b:c}"));

        _host.Run("Invoke-SbmMigration one -DestinationPath ./out/deep");

        Assert.Equal("a {\n  b: c;\n}\n", File.ReadAllText(Path.Combine(_host.Folder, "out", "deep", "sb-inside.scss")));
        Assert.Equal(["css"], Directory.GetFileSystemEntries(theme).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("a { b: c;", "css/style.scss:1:1:")]
    [InlineData("a { b: c; }\n}", "css/style.scss:2:1:")]
    [InlineData("a {\n  b: \"c;\n}", "css/style.scss:2:6:")]
    [InlineData("a { }\n /* never", "css/style.scss:2:2:")]
    public void Theme_ThatCannotBeRead_FailsWithThePlaceAndIsRecordedAsFailed(string scss, string place)
    {
        var theme = _host.Theme("broken", ("style.scss", scss));

        var answer = _host.Run("Invoke-SbmMigration broken");

        Assert.Equal("failed", answer["Status"]);
        Assert.StartsWith(place, (string)answer["Error"]!, StringComparison.Ordinal);
        var error = Assert.Single(answer.Errors);
        Assert.StartsWith("Sbm.ScssInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(["css"], Directory.GetFileSystemEntries(theme).Select(Path.GetFileName));
        Assert.Equal("failed", _host.Run("Get-SbmRun broken")["Status"]);
    }

    [Fact]
    public void SeveralThemes_WarnAndFailEachUnderItsOwnName()
    {
        _host.Theme("one", ("style.scss", "a { @include nope; }"));
        _host.Theme("other", ("style.scss", "a { @include nope; }"));
        _host.Theme("broken", ("style.scss", "a {"));

        var answer = _host.Run("Invoke-SbmMigration one, other, broken");

        Assert.Equal(["one: css/style.scss:1:5", "other: css/style.scss:1:5"], answer.Warnings.Select(warning => warning[..warning.IndexOf(": the", StringComparison.Ordinal)]));
        Assert.StartsWith("broken: css/style.scss:1:1: ", Assert.Single(answer.Errors).ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_NamesEveryPlaceAndWritesNothing()
    {
        var theme = _host.Theme("one", ("style.scss", "a { @include nope; }\nb { @include never; }"));

        var answer = _host.Run("Invoke-SbmMigration one -Strict");

        Assert.Equal(["one: css/style.scss:1:5", "one: css/style.scss:2:5"], answer.Warnings.Select(warning => warning[..warning.IndexOf(": the", StringComparison.Ordinal)]));
        Assert.StartsWith("Sbm.NotConverted,", Assert.Single(answer.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["css"], Directory.GetFileSystemEntries(theme).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Strict")]
    public void WarningThatStopsTheCommand_LeavesTheRunRecordedAsInterrupted(string strict)
    {
        _host.Theme("one", ("style.scss", "a { @include nope; }"));

        _host.Run($"try {{ Invoke-SbmMigration one {strict} -WarningAction Stop }} catch {{ }}");

        Assert.Equal("interrupted", _host.Run("Get-SbmRun one")["Status"]);
    }

    [Fact]
    public void Theme_WithInvalidUtf8_FailsWithTheLine()
    {
        var theme = _host.Theme("latin", ("style.scss", "a {}\n"));
        File.WriteAllBytes(Path.Combine(theme, "css", "style.scss"), [.. "a { b: c; }\n// M"u8, 0xFC, .. "ller\n"u8]);

        var answer = _host.Run("Invoke-SbmMigration latin");

        Assert.StartsWith("Sbm.SourceUnreadable,", Assert.Single(answer.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("css/style.scss:2:", answer.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Theme_WithoutCssOrSources_FailsAndSaysWhatIsMissing()
    {
        Directory.CreateDirectory(Path.Combine(_host.Folder, "bare"));
        Directory.CreateDirectory(Path.Combine(_host.Folder, "empty", "css"));

        Assert.StartsWith("Sbm.ThemeHasNoCss,", Assert.Single(_host.Run("Invoke-SbmMigration bare").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Sbm.ThemeHasNoSources,", Assert.Single(_host.Run("Invoke-SbmMigration empty").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("link")] // to itself
    public void Path_ThatIsALinkToNowhere_SaysWhereItLeads(string target)
    {
        Directory.CreateSymbolicLink(Path.Combine(_host.Folder, "link"), target);

        var error = Assert.Single(_host.Run("Invoke-SbmMigration ./link").Errors);

        Assert.StartsWith("Sbm.ThemeNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"a link to '{target}', which is not there", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DestinationPath_ThatIsAFile_SaysSo()
    {
        _host.Theme("one", ("style.scss", "a{b:c}"));
        File.WriteAllText(Path.Combine(_host.Folder, "file"), "x");

        var error = Assert.Single(_host.Run("Invoke-SbmMigration one -DestinationPath ./file").Errors);

        Assert.StartsWith("Sbm.DestinationUnwritable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("file': it is a file.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_ThatIsMissingOrAFile_IsAnErrorAndNothingIsRecorded()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "file"), "x");

        var answer = _host.Run("Invoke-SbmMigration ./nowhere, ./file");

        Assert.Empty(answer.Output);
        Assert.Equal(["Sbm.ThemeNotFound", "Sbm.ThemeNotAFolder"], answer.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.False(File.Exists(_host.Store));
    }

    [Fact]
    public void Theme_WithOutputsOfItsOwn_IsRefusedWithoutForce()
    {
        var theme = _host.Theme("one", ("style.scss", "a { b: c; }"));
        var output = Path.Combine(theme, "sb-inside.scss");
        File.WriteAllText(output, ".by-hand {}\n");

        var answer = _host.Run("Invoke-SbmMigration one");

        Assert.StartsWith("Sbm.OutputExists,", Assert.Single(answer.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(".by-hand {}\n", File.ReadAllText(output));
        Assert.Equal("success", _host.Run("Invoke-SbmMigration one -Force")["Status"]);
    }

    [Fact]
    public void Themes_OneOfWhichFails_AreAllRun()
    {
        _host.Theme("a", ("style.scss", "a { b: c; }"));
        _host.Theme("b", ("style.scss", "a { b: c;"));
        _host.Theme("c", ("style.scss", "a { b: c; }"));

        var answer = _host.Run("Invoke-SbmMigration a, b, c");

        Assert.Equal(["success", "failed", "success"], answer.Output.Select(run => run.Properties["Status"].Value));
        Assert.Single(answer.Errors);
    }

    [Fact]
    public void Theme_MigratedBefore_IsSkippedWithAWarningWithoutForce()
    {
        _host.Theme("one", ("style.scss", "a { b: c; }"));
        _host.Run("Invoke-SbmMigration one");

        var answer = _host.Run("Invoke-SbmMigration one");

        Assert.Empty(answer.Output);
        Assert.Contains("'one' was migrated already on", Assert.Single(answer.Warnings), StringComparison.Ordinal);
        Assert.Single(_host.Run("Get-SbmRun").Output);
        Assert.Equal("success", _host.Run("Invoke-SbmMigration one -Force")["Status"]);
    }

    [Fact]
    public void WhatIf_WritesAndRecordsNothing()
    {
        var theme = _host.Theme("one", ("style.scss", "a { b: c; }"));

        Assert.Empty(_host.Run("Invoke-SbmMigration one -WhatIf").Output);

        Assert.False(File.Exists(_host.Store));
        Assert.Equal(["css"], Directory.GetFileSystemEntries(theme).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("two words")]
    [InlineData("car🚗")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Slug_ThatIsNone_IsAnErrorAndNothingRuns(string slug)
    {
        var answer = _host.Run($"$ran = $false; Invoke-SbmMigration -Slug '{slug}' -ScriptBlock {{ $script:ran = $true }}; $ran");

        Assert.Equal(false, answer.Output.Single().BaseObject);
        Assert.StartsWith("Sbm.InvalidSlug,", Assert.Single(answer.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(_host.Store));
    }

    [Fact]
    public void ScriptBlock_ReturningFigures_FillsTheRunAndShowsTheRest()
    {
        var answer = _host.Run("Invoke-SbmMigration -Slug s -ScriptBlock { 'working'; 42; @{ LinesMigrated = 7; FilesCreated = '2'; ScssLines = 3; PullRequestUrl = 'https://x/1' } }");

        Assert.Equal("script", answer["Command"]);
        Assert.Equal(7L, answer["LinesMigrated"]);
        Assert.Equal(2L, answer["FilesCreated"]);
        Assert.Equal("https://x/1", answer["PullRequestUrl"]);
        Assert.Equal(["working", "42"], answer.Information.Select(record => record.MessageData.ToString()));
        Assert.All(answer.Information, record => Assert.Contains("PSHOST", record.Tags));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$null")]
    [InlineData("'nonsense'")]
    [InlineData("@{ LinesMigrated = 'many' }")]
    [InlineData("@{ LinesMigrated = -3 }")]
    public void ScriptBlock_ReturningNothingOrNonsense_IsRecordedWithZero(string script)
    {
        var answer = _host.Run($"Invoke-SbmMigration -Slug s -ScriptBlock {{ {script} }}");

        Assert.Equal("success", answer["Status"]);
        Assert.Equal(0L, answer["LinesMigrated"]);
    }

    [Theory]
    [InlineData("throw 'boo'", "boo")]
    [InlineData("break", "'break'")]
    [InlineData("continue", "'continue'")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-SbmRun nope", "nope")]
    public void ScriptBlock_ThatFails_IsRecordedReturnedAndWrittenAsAnError(string script, string reason)
    {
        var answer = _host.Run($"foreach ($i in 1, 2) {{ Invoke-SbmMigration -Slug \"s$i\" -ScriptBlock {{ {script} }} }}");

        Assert.Equal(["failed", "failed"], answer.Output.Select(run => run.Properties["Status"].Value));
        Assert.Equal(2, answer.Errors.Count);
        Assert.Contains(reason, answer.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, _host.Run("Get-SbmRun -Status failed").Output.Count);
    }

    [Fact]
    public void ScriptBlock_WritingAnError_PassesItOnAndSucceeds()
    {
        var answer = _host.Run("Invoke-SbmMigration -Slug s -ScriptBlock { Get-SbmRun nope }");

        Assert.Equal("success", answer["Status"]);
        Assert.StartsWith("Sbm.RunNotFound,", Assert.Single(answer.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScriptBlock_Interrupted_IsRecordedAsInterrupted()
    {
        using var shell = _host.Begin("Invoke-SbmMigration -Slug s -ScriptBlock { $started.Set(); while ($true) { } }");
        using var started = new ManualResetEventSlim();
        shell.Runspace.SessionStateProxy.SetVariable("started", started);
        var running = shell.InvokeAsync();
        Assert.True(started.Wait(TimeSpan.FromSeconds(30)));

        await Task.Run(shell.Stop);

        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => running);
        Assert.Equal("interrupted", _host.Run("Get-SbmRun s")["Status"]);
    }

    [Fact]
    public void StorePath_ThatIsAFolder_EndsTheCommandBeforeAnythingIsDone()
    {
        var theme = _host.Theme("one", ("style.scss", "a { b: c; }"));

        var error = Assert.Single(_host.Run("Invoke-SbmMigration one -StorePath $folder").Errors);

        Assert.StartsWith("Sbm.StoreUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["css"], Directory.GetFileSystemEntries(theme).Select(Path.GetFileName));
    }
}
