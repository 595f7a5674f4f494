using Springform.Benchmarks;

// Each command prints ratios of whole processes, run in turn on this machine: absolute times are nobody's promise.
return args switch
{
    ["packaging", .. var rest] => await Packaging.RunAsync(rest),
    ["pack", var directory, var archive] => await Pack.RunAsync(directory, archive),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Springform.Benchmarks packaging [SIZE_MB [FOLDER]]   tar.gz of three fixed trees against gzip and pigz
               Springform.Benchmarks pack DIR ARCHIVE               the process under test: packs, hashes, prints its peak memory
        """);
    return 2;
}
