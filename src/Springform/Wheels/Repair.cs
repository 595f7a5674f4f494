using System.Security.Cryptography;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>
/// Brings libraries along that a policy does not allow to be the system's: copied into one folder, renamed by hash so that no other copy in the process is
/// taken for them, and found by RPATH. The libraries that they need in turn come along too.
/// </summary>
/// <param name="needed">the SONAMEs that an ELF file needs; empty for a file that is none</param>
/// <param name="isAllowed">the policy lets the system provide it</param>
/// <param name="find">copies libraries out of the builder: full path by name</param>
public sealed class Repair(
    Patchelf patchelf,
    Func<string, IReadOnlyList<string>> needed,
    Func<string, bool> isAllowed,
    Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyDictionary<string, string>>> find)
{
    private const int HashDigits = 8;

    /// <param name="root">an unpacked wheel or archive</param>
    /// <param name="folder">where libraries go, relative to the root: demo_nvx.libs</param>
    /// <returns>SONAMEs that were brought along, by their new names</returns>
    /// <exception cref="SpringformException">E423 a library is not to be had, or must be the system's</exception>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(string root, string folder, string where, CancellationToken cancellation)
    {
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Needed: needed(path))).Where(file => file.Needed.Count > 0).ToList();
        var inside = files.Select(file => Path.GetFileName(file.Path)).ToHashSet(StringComparer.Ordinal);
        var found = await FindAllAsync([.. files.SelectMany(file => file.Needed).Where(name => IsForeign(name, inside)).Distinct(StringComparer.Ordinal)], inside, where, cancellation);
        if (found.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var names = found.ToDictionary(library => library.Key, library => NewName(library.Key, library.Value), StringComparer.Ordinal);
        var target = Directory.CreateDirectory(Path.Combine(root, folder)).FullName;
        foreach (var (name, source) in found)
        {
            var copy = Path.Combine(target, names[name]);
            File.Copy(source, copy);
            await patchelf.SetNameAsync(copy, names[name], cancellation);
            await RenameAsync(copy, needed(source), names, "$ORIGIN", cancellation);
        }

        foreach (var (path, own) in files)
        {
            await RenameAsync(path, own, names, "$ORIGIN/" + Path.GetRelativePath(Path.GetDirectoryName(path)!, target), cancellation);
        }

        return names;
    }

    /// <summary>What is needed, what that needs, and so on; each round asks the builder once.</summary>
    private async Task<SortedDictionary<string, string>> FindAllAsync(IReadOnlyList<string> names, IReadOnlySet<string> inside, string where, CancellationToken cancellation)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var wanted = names; wanted.Count > 0;)
        {
            var refused = wanted.Where(NeverBundled.Contains).ToList();
            var round = refused.Count > 0 ? new Dictionary<string, string>() : await find(wanted, cancellation);
            var problems = refused.Select(name => Impossible(where, $"{name} is not allowed by the policy, and must never be brought along", "build on an older base, or do without it"))
                .Concat(wanted.Except(refused).Where(name => refused.Count == 0 && !round.ContainsKey(name)).Select(name => Impossible(where, $"the builder has no {name} for this platform", "install the library in the builder's Dockerfile")))
                .ToList();
            if (problems.Count > 0)
            {
                throw new SpringformException(problems);
            }

            foreach (var name in wanted)
            {
                found[name] = round[name];
            }

            wanted = [.. round.Values.SelectMany(needed).Where(name => IsForeign(name, inside) && !found.ContainsKey(name)).Distinct(StringComparer.Ordinal)];
        }

        return found;
    }

    private async Task RenameAsync(string path, IReadOnlyList<string> own, Dictionary<string, string> names, string rpath, CancellationToken cancellation)
    {
        var renamed = own.Where(names.ContainsKey).ToList();
        foreach (var name in renamed)
        {
            await patchelf.ReplaceNeededAsync(path, name, names[name], cancellation);
        }

        if (renamed.Count > 0)
        {
            await patchelf.SetRpathAsync(path, rpath, cancellation);
        }
    }

    private bool IsForeign(string name, IReadOnlySet<string> inside) => !inside.Contains(name) && !isAllowed(name);

    /// <summary>libdeflate.so.0 -> libdeflate-1a2b3c4d.so.0, by the bytes that the builder had.</summary>
    private static string NewName(string name, string path)
    {
        using var content = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..HashDigits];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? $"{name}-{hash}" : $"{name[..dot]}-{hash}{name[dot..]}";
    }

    private static Problem Impossible(string where, string what, string fix) => new(ErrorCode.RepairFailed, what, where, fix);
}
