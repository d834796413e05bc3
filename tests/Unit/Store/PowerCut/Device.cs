namespace Sbm.Unit.Store.PowerCut;

/// <summary>
/// A device on which a process works, after its system calls: what the process sees, and what would outlive a power cut.
/// A file's flush says nothing about its name, and a folder's nothing about what is in its files.
/// </summary>
/// <param name="path">The folder that is watched; what happens elsewhere is passed over.</param>
internal sealed class Device(string path)
{
    private readonly Dictionary<int, (object Node, string Path)> _open = [];

    internal DeviceFolder Root { get; } = new();

    /// <summary>Puts a folder of the real disk into the device, flushed.</summary>
    internal static Device Of(string path)
    {
        var device = new Device(path);
        Load(device.Root, path);
        return device;
    }

    /// <summary>Follows a call.</summary>
    /// <returns>What it did, or null if it was none of the device's business.</returns>
    internal Step? Follow(SystemCall call)
    {
        if (call.HasFailed)
        {
            if (call.Name is "fsync" or "fdatasync" && FileOf(call) is { } unflushed)
            {
                unflushed.Node.FailToFlush();
            }

            return null;
        }

        switch (call.Name)
        {
            case "open" or "openat" or "creat":
                return Open(call, call.Name == "openat" ? 1 : 0);
            case "close":
                _open.Remove(call.Descriptor(0));
                return null;
            case "pwrite64" when FileOf(call) is { } file:
                file.Node.Write(call.Number(3), call.Bytes(1).AsSpan(0, (int)call.Result));
                return new Step(StepKind.Write, file.Path);
            case "write" when call.Descriptor(0) == 1:
                return new Step(StepKind.Say, call.Text(1));
            case "ftruncate" when FileOf(call) is { } file:
                file.Node.Resize(call.Number(1));
                return new Step(StepKind.Resize, file.Path);
            case "fsync" or "fdatasync":
                return Flush(call);
            case "rename":
                return Rename(call.Text(0), call.Text(1));
            case "renameat" or "renameat2":
                return Rename(call.Text(1), call.Text(3));
            case "unlink" or "rmdir":
                return Remove(call.Text(0));
            case "unlinkat":
                return Remove(call.Text(1));
            case "mkdir":
                return Create(call.Text(0), new DeviceFolder());
            case "mkdirat":
                return Create(call.Text(1), new DeviceFolder());
            case "link" or "linkat" or "symlink" or "symlinkat" or "truncate":
                return Array.Exists(call.Arguments, argument => argument.StartsWith('"') && TryResolve(SystemCall.TextOf(argument), out _, out _))
                    ? throw new NotSupportedException($"The device knows no {call.Name}.")
                    : null;
            default:
                return call.Arguments[0].Contains('<', StringComparison.Ordinal) && FileOf(call) is not null
                    ? throw new NotSupportedException($"The device knows no {call.Name} of a file.")
                    : null;
        }
    }

    /// <summary>What is not surely on the device now.</summary>
    internal IEnumerable<Pending> Pending() => All(Root).Distinct().SelectMany(static node => node is DeviceFile file ? file.Pending() : ((DeviceFolder)node).Pending());

    internal object? Find(string full) => TryResolve(full, out var folder, out var name) ? name.Length == 0 ? folder : folder.Entries.GetValueOrDefault(name) : null;

    private Step? Open(SystemCall call, int argument)
    {
        var full = call.Text(argument);
        if (!TryResolve(full, out var folder, out var name))
        {
            return null;
        }

        object node = folder;
        Step? step = null;
        if (name.Length > 0)
        {
            if (!folder.Entries.TryGetValue(name, out node!))
            {
                step = Create(full, node = new DeviceFile([]));
            }

            if (call.Arguments[argument + 1].Contains("O_TRUNC", StringComparison.Ordinal))
            {
                ((DeviceFile)node).Resize(0);
                step = new Step(StepKind.Resize, full);
            }
        }

        _open[(int)call.Result] = (node, full);
        return step;
    }

    private Step? Flush(SystemCall call)
    {
        if (!_open.TryGetValue(call.Descriptor(0), out var open))
        {
            return null;
        }

        if (open.Node is DeviceFile file)
        {
            file.Flush();
            return new Step(StepKind.Flush, open.Path);
        }

        ((DeviceFolder)open.Node).Flush();
        return new Step(StepKind.FlushFolder, open.Path);
    }

    private Step? Rename(string from, string to)
    {
        if (!TryResolve(from, out var folder, out var name) | !TryResolve(to, out var target, out var newName))
        {
            return null;
        }

        if (folder != target)
        {
            throw new NotSupportedException("The device renames within one folder only.");
        }

        var node = folder.Entries[name];
        var isFlushed = node is not DeviceFile file || file.IsFlushed;
        folder.Change(node, entries =>
        {
            entries.Remove(name);
            entries[newName] = node;
        });
        return new Step(StepKind.Rename, to, isFlushed);
    }

    private Step? Remove(string full)
    {
        if (!TryResolve(full, out var folder, out var name))
        {
            return null;
        }

        folder.Change(folder.Entries[name], entries => entries.Remove(name));
        return new Step(StepKind.Remove, full);
    }

    private Step? Create(string full, object node)
    {
        if (!TryResolve(full, out var folder, out var name))
        {
            return null;
        }

        folder.Change(node, entries => entries[name] = node);
        return new Step(StepKind.Create, full);
    }

    private (DeviceFile Node, string Path)? FileOf(SystemCall call) =>
        _open.TryGetValue(call.Descriptor(0), out var open) && open.Node is DeviceFile file ? (file, open.Path) : null;

    private bool TryResolve(string full, out DeviceFolder folder, out string name)
    {
        (folder, name) = (Root, string.Empty);
        if (full != path && !full.StartsWith(path + "/", StringComparison.Ordinal))
        {
            return false;
        }

        var names = full[path.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            var isLast = i == names.Length - 1;
            if (folder.Entries.GetValueOrDefault(names[i]) is DeviceFolder next)
            {
                if (isLast)
                {
                    name = names[i];
                    return true;
                }

                folder = next;
            }
            else if (isLast)
            {
                name = names[i];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<object> All(DeviceFolder folder) =>
        folder.Nodes.SelectMany(static node => node is DeviceFolder inner ? All(inner) : [node]).Prepend(folder);

    private static void Load(DeviceFolder folder, string path)
    {
        foreach (var file in Directory.GetFiles(path))
        {
            folder.Entries[Path.GetFileName(file)] = new DeviceFile(File.ReadAllBytes(file));
        }

        foreach (var inner in Directory.GetDirectories(path))
        {
            var loaded = new DeviceFolder();
            folder.Entries[Path.GetFileName(inner)] = loaded;
            Load(loaded, inner);
        }

        folder.Flush();
    }
}

/// <summary>What a call did on the device.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">To which file or folder; the text, if something was said.</param>
/// <param name="IsFlushed">Whether what was renamed was on the device.</param>
internal sealed record Step(StepKind Kind, string Path, bool IsFlushed = true);

internal enum StepKind
{
    Create,
    Write,
    Resize,
    Flush,
    FlushFolder,
    Rename,
    Remove,
    Say,
}
