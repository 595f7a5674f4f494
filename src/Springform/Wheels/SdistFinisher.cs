using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>Makes the source distribution that the commands left into the planned one: one folder of its own name, and the same bytes on every run.</summary>
/// <param name="scratchFolder">an empty folder of the caller, which removes it when the entries were packed</param>
internal sealed class SdistFinisher(string scratchFolder)
{
    /// <param name="built">a .tar.gz of one folder that holds PKG-INFO</param>
    /// <exception cref="SpringformException">E421 it is another one, E502 and E503 an unsafe or damaged archive</exception>
    public async Task<IReadOnlyList<ArchiveEntry>> FinishAsync(string built, PlannedSdist planned, CancellationToken cancellation)
    {
        var unpacked = Path.Combine(scratchFolder, "sdist");
        await new ArchiveReader().ExtractToAsync(built, unpacked, cancellation);
        if (Directory.GetFileSystemEntries(unpacked) is not [var root] || !File.Exists(Path.Combine(root, "PKG-INFO")))
        {
            throw Wrong(built, "it does not hold one folder with PKG-INFO");
        }

        var fields = File.ReadLines(Path.Combine(root, "PKG-INFO"))
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .ToList();
        var found = $"{WheelName.Normal(Value("Name"))}-{Value("Version")}";
        if (found != planned.Root)
        {
            throw Wrong(built, $"it is {Quoted.Of(found)}, but {Quoted.Of(planned.Root)} was planned");
        }

        var named = Path.Combine(scratchFolder, "named");
        Directory.CreateDirectory(named);
        Directory.Move(root, Path.Combine(named, planned.Root));
        return DirectoryEntries.Below(named);

        string Value(string name) => fields.FirstOrDefault(field => field[0] == name)?[1].Trim() ?? "";
    }

    private static SpringformException Wrong(string built, string what) =>
        new(
            new Problem(
                ErrorCode.WrongWheel,
                $"the source distribution is not the planned one: {what}",
                Path.GetFileName(built),
                "give the backend the version {pep440}, and check wheels.distribution"
            )
        );
}
