using Springform.Errors;
using Springform.Images;
using Springform.Names;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>Extensions that were asked for are there, and for the right processor: no silent fall-back to Python.</summary>
internal static class NativeModules
{
    /// <exception cref="SpringformException">E420, one problem for each module</exception>
    public static void Require(WheelFolder folder, PlannedWheel planned, Platform platform, string where)
    {
        var problems = planned
            .Extensions.Select(module => (Module: module, Reason: Missing(folder, module, platform)))
            .Where(entry => entry.Reason is not null)
            .Select(entry => new Problem(
                ErrorCode.NotNative,
                $"the extension {entry.Module} was asked for, but {entry.Reason}",
                where,
                "see the compiler's messages in the leg's log; a backend that goes on without its extension must not (setuptools: optional=False)"
            ))
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    private static string? Missing(WheelFolder folder, string module, Platform platform)
    {
        var stem = module.Replace('.', '/');
        var files = folder
            .Files.Where(file => file.StartsWith(stem + ".", StringComparison.Ordinal) && file.EndsWith(".so", StringComparison.Ordinal))
            .ToList();
        if (files.Count == 0)
        {
            return folder.Files.Contains(stem + ".py") ? $"the wheel only has {stem}.py" : "the wheel has no such file";
        }

        var machines = files.Select(file => ElfMachine.Of(folder.FullPath(file)) ?? "no machine").Distinct(StringComparer.Ordinal).ToList();
        return machines is [var machine] && machine == platform.Kernel
            ? null
            : $"{files[0]} is for {string.Join(" and ", machines)} instead of {platform.Kernel}";
    }
}
