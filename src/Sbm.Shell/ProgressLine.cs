using System.Management.Automation;

namespace Sbm.Shell;

/// <summary>Shows progress on one line of a terminal's standard error; nothing where there is no terminal.</summary>
internal sealed class ProgressLine
{
    private int _width;

    internal void Show(ProgressRecord record)
    {
        Clear();
        if (record.RecordType == ProgressRecordType.Completed || Console.IsErrorRedirected)
        {
            return;
        }

        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : string.Empty;
        var left = record.SecondsRemaining > 0 ? $", {record.SecondsRemaining} s left" : string.Empty;
        var line = $"{record.Activity}: {record.StatusDescription}{percent}{left}";
        line = line.Length >= Console.WindowWidth && Console.WindowWidth > 1 ? line[..(Console.WindowWidth - 1)] : line;
        Console.Error.Write(line);
        _width = line.Length;
    }

    internal void Clear()
    {
        if (_width > 0)
        {
            Console.Error.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }
}
