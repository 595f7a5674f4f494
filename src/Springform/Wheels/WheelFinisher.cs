using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>
/// Makes the wheel that a leg's commands left into the one that was planned: checks RECORD, metadata and extensions, brings foreign libraries along,
/// writes the policy's tag into it, and RECORD anew.
/// </summary>
/// <param name="scratchFolder">an empty folder of the caller, which removes it when the entries were packed</param>
/// <param name="repair">brings libraries along, into the unpacked wheel at this full path</param>
internal sealed class WheelFinisher(string scratchFolder, Func<string, Task> repair)
{
    /// <param name="built">full path; the name is as the backend chose it</param>
    /// <returns>what the wheel in dist/ is packed from</returns>
    /// <exception cref="SpringformException">
    /// E421 it is another wheel, E511 wrong RECORD, E420 an extension is missing, E502 and E503 an unsafe or damaged zip
    /// </exception>
    public async Task<IReadOnlyList<ArchiveEntry>> FinishAsync(string built, PlannedWheel planned, Platform platform, CancellationToken cancellation)
    {
        var fileName = Path.GetFileName(built);
        CheckName(fileName, planned, platform);
        var root = Path.Combine(scratchFolder, "wheel");
        await new ArchiveReader().ExtractToAsync(built, root, cancellation);
        var folder = new WheelFolder(root);
        var metadata = new WheelMetadata(folder, fileName);
        WheelRecord.Verify(folder, metadata.RecordPath, fileName);
        metadata.Check(planned.Name);
        NativeModules.Require(folder, planned, platform, fileName);
        if (metadata.IsPure)
        {
            throw Wrong(
                fileName,
                "it is native, but its WHEEL says Root-Is-Purelib: true",
                "tell the backend that it has extensions (setuptools: ext_modules)"
            );
        }

        await repair(root);
        folder.Refresh();
        metadata.Respell(planned.Name);
        metadata.MakeScriptsExecutable();
        metadata.Retag(planned.Name);
        metadata.WriteRecord();
        return folder.Entries();
    }

    /// <summary>The commands made the wheel of this project, version and Python; its platform is the bare one or already the planned one.</summary>
    private static void CheckName(string fileName, PlannedWheel planned, Platform platform)
    {
        var wanted = planned.Name;
        if (WheelName.Parse(fileName) is not { } name)
        {
            throw Wrong(fileName, "its name is no wheel's name", "name it as the binary distribution format says: NAME-VERSION-PYTHON-ABI-PLATFORM.whl");
        }

        if (name.Platform == "any")
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.NotNative,
                    $"the commands made a wheel of Python alone, {fileName}, but {string.Join(", ", planned.Extensions)} was asked for",
                    fileName,
                    "see the compiler's messages in the leg's log"
                )
            );
        }

        if (name with { Platform = wanted.Platform } != wanted || name.Platform != wanted.Platform && name.Platform != $"linux_{platform.Kernel}")
        {
            throw Wrong(
                fileName,
                $"{wanted} was planned",
                "give the backend the version {pep440}; the Python must be the target's, and the platform linux_" + platform.Kernel
            );
        }
    }

    private static SpringformException Wrong(string where, string what, string fix) =>
        new(new Problem(ErrorCode.WrongWheel, $"the wheel is not the planned one: {what}", where, fix));
}
