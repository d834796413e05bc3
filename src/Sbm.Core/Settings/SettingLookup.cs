namespace Sbm.Core.Settings;

/// <summary>Finds where a setting comes from: a parameter, else the environment, else the config file. Thread-safe.</summary>
/// <param name="environment">What is read besides parameters and the config file.</param>
/// <param name="config">The config file, which is read when it is first asked.</param>
internal sealed class SettingLookup(SettingEnvironment environment, Lazy<ConfigFile?> config)
{
    internal SettingText? Find(string name, string? parameter)
    {
        if (!string.IsNullOrEmpty(parameter))
        {
            return new SettingText(name, parameter, SettingSource.Parameter, $"the parameter -{name}");
        }

        var info = SettingInfo.Find(name)!;
        foreach (var variable in info.Variables)
        {
            if (FindVariable(name, variable) is { } found)
            {
                return found;
            }
        }

        return config.Value?.Find(info);
    }

    internal Setting<IReadOnlyList<string>> FindList(string name, IReadOnlyList<string>? parameter, Func<SettingText, string, string> read)
    {
        var found = parameter is null
            ? Find(name, null)
            : new SettingText(name, string.Empty, SettingSource.Parameter, $"the parameter -{name}", parameter);
        if (found is not { } list)
        {
            return Default<IReadOnlyList<string>>(name, []);
        }

        var separator = list.Source == SettingSource.Environment ? Path.PathSeparator : '\0';
        return list.As<IReadOnlyList<string>>((list.Items ?? list.Text.Split(separator))
            .Select(static item => item.Trim())
            .Where(static item => item.Length > 0)
            .Select(item => read(list with { Text = item }, item))
            .ToList());
    }

    internal SettingText? FindVariable(string name, string variable) =>
        environment.Variable(variable) is { Length: > 0 } text
            ? new SettingText(name, text, SettingSource.Environment, $"the environment variable {variable}")
            : null;

    internal string FullPath(SettingText found, string expected)
    {
        try
        {
            var folder = found.Source == SettingSource.ConfigFile ? environment.SbmFolder : Environment.CurrentDirectory;
            return environment.FullPath(found.Text, folder);
        }
        catch (ArgumentException)
        {
            throw found.NotUnderstood("it is no path", expected);
        }
    }

    internal static Setting<T> Default<T>(string name, T value) => new(name, value, SettingSource.Default, "the default");
}
