using Springform.Abi.Loading;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Compile;
using Springform.Engine;
using Springform.Images;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>Tries staged wheels. One that passed with exactly these bytes in this image is not tried again.</summary>
/// <param name="results">keeps what passed</param>
/// <param name="noCache">try again what passed before</param>
internal sealed class WheelTests(BuildPlan plan, StagedDist staged, SharedStore results, IContainerEngine engine, ImageSupply images, Legs legs, bool noCache)
{
    /// <returns>how many were run</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var tests = plan.WheelTests.Where(test => test.ImageId is not null).ToList();
        var toRun = noCache
            ? tests
            : await results.MissingAsync(tests, test => (test.Id, KeyOf(test)), (test, blob, _) => Task.FromResult(Refusal(test, blob)), cancellation);
        await images.EnsureBuildersAsync(plan, [.. toRun.Select(ImageOf).Distinct()], cancellation);
        await legs.RunAsync(toRun, test => test.Id, RunAsync, cancellation);
        foreach (var test in tests)
        {
            staged.Tried(test, Stored(test) ?? throw new InvalidOperationException($"the result of {test.Id} is gone"));
        }

        return toRun.Count;
    }

    /// <summary>One line per wheel: where it was tried, and which bases have another Python.</summary>
    public IEnumerable<string> Lines() =>
        from wheel in plan.WheelTests.GroupBy(test => test.Wheel, StringComparer.Ordinal)
        let others = wheel.Where(test => test.ImageId is null).Select(test => test.Base).ToList()
        select $"{wheel.Key}: runs on {string.Join(", ", wheel.Where(test => test.ImageId is not null).Select(test => test.Base))}"
            + (others.Count == 0 ? "" : $"; other Python on {string.Join(", ", others)}");

    private async Task RunAsync(WheelTestStep test, IOutput output, CancellationToken cancellation)
    {
        output.Line($"{test.Wheel}: {test.Interpreter} in {test.ImageId}");
        var image = ImageOf(test);
        var (distribution, glibc) = await new WheelTester(engine).RunAsync(
            test,
            image,
            staged.Archive(test.Wheel).Path,
            plan.Project.SourceDateEpoch,
            output,
            cancellation
        );
        var planned = BaseOf(test);
        var result = new LoadResult(
            TargetOf(test),
            planned.Id,
            planned.Image,
            planned.Pin!.Digest,
            distribution,
            glibc,
            [.. test.Commands.Select(command => string.Join(' ', command))],
            test.Imports,
            []
        );
        var entry = ArchiveEntry.FromBytes(LoadResultFile.Name, LoadResultFile.Json(result));
        await results.PutAsync(test.Id, KeyOf(test), (stream, stop) => TarArchive.WriteAsync([entry], stream, 0, stop), cancellation);
    }

    private string? Refusal(WheelTestStep test, Blob blob) => LoadResultFile.Refusal(blob, TargetOf(test), BaseOf(test).Id);

    private string TargetOf(WheelTestStep test) => plan.Artifacts.Single(artifact => artifact.Archive == test.Wheel).Target!.Id;

    private PlannedBase BaseOf(WheelTestStep test)
    {
        var platform = ImageOf(test).Platform;
        return plan.Bases.Single(planned => planned.Name == test.Base && planned.Platform == platform);
    }

    private LoadResult? Stored(WheelTestStep test) => results.Find(test.Id, KeyOf(test)) is { } blob ? LoadResultFile.Read(StoredText.Of(blob)) : null;

    private BuilderStep ImageOf(WheelTestStep test) => plan.Runtimes.Single(image => image.Id == test.ImageId);

    private ContentKey KeyOf(WheelTestStep test) =>
        new KeyBuilder("wheel tried").Add("step", test.Key.Key).Add("wheel", staged.Archive(test.Wheel).Sha256).Build().Key;
}
