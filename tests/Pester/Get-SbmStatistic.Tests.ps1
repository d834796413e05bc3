BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Get-SbmStatistic' {
    BeforeAll {
        $userHome = Use-SbmHome $TestDrive
        Set-Content ./.sbm_migrations.json @'
{"runs":[
{"id":"1","slug":"a","status":"success","timestamp":"2026-01-05T12:00:00Z","duration_seconds":60,"automation_seconds":30.5,"lines_migrated":100,"manual_estimate_seconds":3600,"user_id":"ana"},
{"id":"2","slug":"a","status":"failed","timestamp":"2026-01-06T12:00:00Z","duration_seconds":5,"lines_migrated":0,"manual_estimate_seconds":3600,"user_id":"bo"},
{"id":"3","slug":"b\u001b[31m","status":"success","timestamp":"2026-01-14T12:00:00Z","duration_seconds":10,"lines_migrated":9223372036854775807,"user_id":"ana"},
{"id":"4","slug":"c","status":"success","timestamp":"2026-01-14T12:00:00Z","undone_at":"2026-01-15T12:00:00Z","lines_migrated":7},
{"slug":"d"}
]}
'@
    }

    It 'sums everything, but not what was undone' {
        $all = Get-SbmStatistic
        $all.Runs, $all.Successes, $all.Slugs, $all.Lines | Should -Be 4, 2, 3, 100
        $all.TimeSaved | Should -Be ([timespan]'00:59:00')
        $all.TimeSavedSeconds | Should -Be 3540
        $all.AutomationTime.TotalSeconds | Should -Be 30.5
        $all.TimeSaved.Ticks | Should -Be ((Get-SbmRun).TimeSaved | Measure-Object Ticks -Sum).Sum
    }

    It 'groups by <By>' -ForEach @(
        @{ By = 'Week'; Groups = '(unknown)', '2026-W02', '2026-W03' }
        @{ By = 'Month'; Groups = '(unknown)', '2026-01' }
        @{ By = 'User'; Groups = 'ana', '(unknown)', 'bo' }
        @{ By = 'Status'; Groups = 'success', '(unknown)', 'failed' }
        @{ By = 'Slug'; Groups = 'a', 'b\u001B[31m', 'd' }
    ) {
        (Get-SbmStatistic -GroupBy $By).Group | Should -Be $Groups
    }

    It 'takes only a span of time' {
        (Get-SbmStatistic -Since 2026-01-06 -Until 2026-01-07).Runs | Should -Be 1
    }

    It 'is nothing but zeros for a store that is not there' {
        $none = Get-SbmStatistic -StorePath ./none.json -ErrorAction Stop
        $none.Runs, $none.TimeSavedSeconds | Should -Be 0, 0
        Get-SbmStatistic User -StorePath ./none.json | Should -BeNullOrEmpty
        './none.json' | Should -Not -Exist
    }

    It 'refuses <Kind>' -ForEach @(
        @{ Kind = 'a grouping that there is not'; Bad = { Get-SbmStatistic -GroupBy Year } ; Id = 'ParameterArgumentValidationError*' }
        @{ Kind = 'a span that ends before it begins'; Bad = { Get-SbmStatistic -Since 1d -Until 2d } ; Id = 'Sbm.InvalidTimeRange*' }
        @{ Kind = 'a folder for a store'; Bad = { Get-SbmStatistic -StorePath . } ; Id = 'Sbm.StoreUnavailable*' }
    ) {
        $Bad | Should -Throw -ErrorId $Id
    }

    It 'is a table in 80 columns, also of what went through a file' {
        Get-SbmStatistic Slug | Export-Clixml ./statistic.xml
        foreach ($objects in (Get-SbmStatistic Slug), (Import-Clixml ./statistic.xml)) {
            $lines = $objects | Out-String -Stream -Width 80
            $lines | Where-Object Length -gt 80 | Should -BeNullOrEmpty
            $lines -match '^a +2 +1 +1 +100' | Should -HaveCount 1
        }
    }
}
