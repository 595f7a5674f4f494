using Springform.Abi.Loading;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Compile;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Wheels;

namespace Springform.Pipeline;

/// <summary>Tries staged wheels. One that passed with exactly these bytes in this image is not tried again.</summary>
public sealed class WheelTestWork(BuildContext context)
{
    /// <returns>how many were run</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var tests = context.Plan.WheelTests.Where(test => test.ImageId is not null).ToList();
        var toRun = tests.Where(test => context.Options.NoCache || Stored(test) is null).ToList();
        await context.Images.EnsureBuildersAsync(context.Plan, [.. toRun.Select(ImageOf).Distinct()], cancellation);
        await context.Legs.RunAsync(toRun, test => test.Id, RunAsync, cancellation);
        foreach (var test in tests)
        {
            context.Staged.Tried(test, Stored(test) ?? throw new InvalidOperationException($"the result of {test.Id} is gone"));
        }

        return toRun.Count;
    }

    /// <summary>One line per wheel: where it was tried, and which bases have another Python.</summary>
    public IEnumerable<string> Lines() =>
        from wheel in context.Plan.WheelTests.GroupBy(test => test.Wheel, StringComparer.Ordinal)
        let others = wheel.Where(test => test.ImageId is null).Select(test => test.Base).ToList()
        select $"{wheel.Key}: runs on {string.Join(", ", wheel.Where(test => test.ImageId is not null).Select(test => test.Base))}"
            + (others.Count == 0 ? "" : $"; other Python on {string.Join(", ", others)}");

    private async Task RunAsync(WheelTestStep test, IOutput output, CancellationToken cancellation)
    {
        output.Line($"{test.Wheel}: {test.Interpreter} in {test.ImageId}");
        var image = ImageOf(test);
        var (distribution, glibc) = await new WheelTester(context.Engine).RunAsync(
            test, image, context.Staged.Archive(test.Wheel).Path, context.Plan.Project.SourceDateEpoch, output, cancellation);
        var planned = context.Plan.Bases.Single(planned => planned.Name == test.Base && planned.Platform == image.Platform);
        var target = context.Plan.Artifacts.Single(artifact => artifact.Archive == test.Wheel).Target!.Id;
        var result = new LoadResult(
            target, planned.Id, planned.Image, planned.Pin!.Digest, distribution, glibc, [.. test.Commands.Select(command => string.Join(' ', command))], test.Imports, []);
        var entry = ArchiveEntry.FromBytes(LoadResultFile.Name, LoadResultFile.Json(result));
        await context.Results.PutAsync(test.Id, KeyOf(test), (stream, stop) => TarArchive.WriteAsync([entry], stream, 0, stop), cancellation);
    }

    private LoadResult? Stored(WheelTestStep test) =>
        context.Results.Find(test.Id, KeyOf(test)) is { } blob ? LoadResultFile.Read(StoredText.Of(blob)) : null;

    private BuilderStep ImageOf(WheelTestStep test) => context.Plan.Runtimes.Single(image => image.Id == test.ImageId);

    private ContentKey KeyOf(WheelTestStep test) =>
        new KeyBuilder("wheel tried").Add("step", test.Key.Key).Add("wheel", context.Staged.Archive(test.Wheel).Sha256).Build().Key;
}
