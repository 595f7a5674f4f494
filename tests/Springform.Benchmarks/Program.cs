using Springform.Benchmarks;

// Each command prints ratios of whole processes, run in turn on this machine: absolute times are nobody's promise.
return args switch
{
    ["packaging", .. var rest] => await Packaging.RunAsync(rest),
    ["pack", var directory, var archive] => await Pack.RunAsync(directory, archive),
    ["perfspect", var project] => await Perfspect.RunAsync(project, cold: false),
    ["perfspect", var project, "--cold"] => await Perfspect.RunAsync(project, cold: true),
    ["legs", var project] => await Legs.RunAsync(project),
    ["outputs"] => await Outputs.RunAsync(),
    ["plan"] => await Plans.RunAsync(),
    ["publish"] => await Publishing.RunAsync(),
    ["fetch"] => await Fetching.RunAsync(1200),
    ["fetch", var megabytes] => await Fetching.RunAsync(int.Parse(megabytes, System.Globalization.CultureInfo.InvariantCulture)),
    ["abi"] => await AbiReports.RunAsync(5000),
    ["abi", var files] => await AbiReports.RunAsync(int.Parse(files, System.Globalization.CultureInfo.InvariantCulture)),
    ["fuzz"] => Fuzz.Run(1_000_000),
    ["fuzz", "--count", var count] => Fuzz.Run(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)),
    ["campaigns"] => await Campaigns.RunAsync(),
    ["--help"] => Usage(Console.Out, 0),
    _ => Usage(Console.Error, 2),
};

static int Usage(TextWriter output, int exitCode)
{
    output.WriteLine(
        """
        usage: Springform.Benchmarks packaging [SIZE_MB [FOLDER]]   tar.gz of three fixed trees against gzip and pigz
               Springform.Benchmarks perfspect PROJECT [--cold]     examples/perfspect against baselines/perfspect-build.sh: nothing changed,
                                                                    one tool changed, empty engine; needs docker with buildx and works on a
                                                                    copy. Removes perfspect's images; they come back from tools-cache/.
                                                                    --cold also from nothing: removes the engine's WHOLE build cache, twice
               Springform.Benchmarks legs PROJECT                   examples/abi: six legs against baselines/abi-legs.sh, which does them one after
                                                                    another; one leg of 30 s against docker run; needs docker with buildx
               Springform.Benchmarks outputs                        100,000 outputs, and a sparse one of 4 GiB, taken and stored, against docker cp into a
                                                                    folder; needs docker with buildx
               Springform.Benchmarks plan                           a plan with 2,000 targets against one with 2; no engine needed
               Springform.Benchmarks publish                        40 assets of 5 MB against curl, and the memory of one of 2 GB, on a
                                                                    slow GitHub of our own; no engine needed
               Springform.Benchmarks fetch [SIZE_MB]                static libraries (1,200 MB before compression) downloaded, verified and unpacked,
                                                                    against curl, sha256sum, tar, pigz and aria2c; no engine needed
               Springform.Benchmarks abi [FILES]                    AbiReport over 5,000 ELF files of this machine against a loop of readelf -Wa
               Springform.Benchmarks fuzz [--count N]               a million damaged ELF, ar, tar, gzip and zip files: no crash, hang or 100 MB
               Springform.Benchmarks campaigns                      kills and faults at every point, where the tests take a sample; needs docker
               Springform.Benchmarks pack DIR ARCHIVE               the process under test of packaging

        From the repository:  dotnet run -c Release --project tests/Springform.Benchmarks -p:GenuinePackages=false -- plan
        (-p:GenuinePackages=true where the registry has the genuine packages)
        """
    );
    return exitCode;
}
