using System.Globalization;

namespace Sbm.Core;

/// <summary>Times and spans as users write and read them, the same in every culture.</summary>
public static class TimeText
{
    /// <summary>What is accepted as a span, for error messages.</summary>
    public const string SpanForms = "7d, 12h, 90m, 30s, a number of seconds, or 00:05:00";

    /// <summary>A time for people: local, Gregorian, to the minute.</summary>
    public static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A duration as people say it: <c>0.42s</c>, <c>3m 20s</c>, <c>2h 05m</c>, <c>1234h</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { Ticks: < 0 } and not { Ticks: long.MinValue } => "-" + Duration(-duration),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.00}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes}m {duration.Seconds:00}s"),
        { TotalHours: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}h {duration.Minutes:00}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}h"),
    };

    /// <summary>A time-out as people say it: <c>2 s</c>, <c>0.5 s</c>.</summary>
    public static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");

    /// <summary>How long ago something was: <c>21s</c>, <c>3m</c>, <c>2h 05m</c>, <c>13d 4h</c>, <c>1234d</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Seconds}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Minutes}m"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{age.Hours}h {age.Minutes:00}m"),
        { TotalDays: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{age.Days}d {age.Hours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.Days}d"),
    };

    /// <summary>Reads a span: <c>7d</c>, <c>12h</c>, <c>90m</c>, <c>30s</c>, a number of seconds, or <c>[d.]hh:mm[:ss]</c>.</summary>
    public static bool TryParseSpan(string text, out TimeSpan span)
    {
        text = text.Trim();
        span = default;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span);
        }

        var unit = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch
        {
            'd' => TimeSpan.TicksPerDay,
            'h' => TimeSpan.TicksPerHour,
            'm' => TimeSpan.TicksPerMinute,
            's' or (>= '0' and <= '9') => TimeSpan.TicksPerSecond,
            _ => 0,
        };
        var number = unit == 0 || char.IsAsciiDigit(text[^1]) ? text : text[..^1];
        if (unit == 0
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            || Math.Abs(count) > TimeSpan.MaxValue.Ticks / unit)
        {
            return false;
        }

        span = new TimeSpan((long)(count * unit));
        return true;
    }
}
