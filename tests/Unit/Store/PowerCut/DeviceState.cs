using System.Security.Cryptography;
using System.Text;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>What a device holds after a power cut: files by path, folders with null.</summary>
internal sealed class DeviceState
{
    private DeviceState(SortedDictionary<string, byte[]?> files)
    {
        Files = files;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content?.Length ?? -1}\0"));
            digest.AppendData(content ?? []);
        }

        Key = Convert.ToHexString(digest.GetHashAndReset());
    }

    internal SortedDictionary<string, byte[]?> Files { get; }

    /// <summary>The same for states that nobody can tell apart.</summary>
    internal string Key { get; }

    internal static DeviceState After(Device device, IReadOnlySet<Pending> outlived)
    {
        var files = new SortedDictionary<string, byte[]?>(StringComparer.Ordinal);
        Collect(device.Root, string.Empty);
        return new DeviceState(files);

        void Collect(DeviceFolder folder, string path)
        {
            foreach (var (name, node) in folder.After(outlived))
            {
                files[path + name] = node is DeviceFile file ? file.After(outlived) : null;
                if (node is DeviceFolder inner)
                {
                    Collect(inner, path + name + "/");
                }
            }
        }
    }

    internal void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (path, content) in Files)
        {
            if (content is null)
            {
                Directory.CreateDirectory(Path.Combine(folder, path));
            }
            else
            {
                File.WriteAllBytes(Path.Combine(folder, path), content);
            }
        }
    }
}
