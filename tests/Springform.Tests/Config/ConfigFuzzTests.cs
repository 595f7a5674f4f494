using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Config;

public sealed class ConfigFuzzTests
{
    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(
        """
        name: demo
        version: {file: version.txt}
        bases: &b
          bookworm: {image: "debian:bookworm", mirror: {suite: bookworm}}
        tools: {image: demo-tools, base: bookworm, platforms: [linux/amd64], recipes: {fio: tools/fio}}
        builder: {image: demo-builder, dockerfile: builder/Dockerfile, context: [go.mod, "src/**"]}
        matrix: {base: [bookworm], platform: [linux/amd64, linux/arm64], variant: {debug: {}}, exclude: [{platform: linux/arm64}]}
        compile:
          - run: [make, demo]
            outputs: [demo]
            env: {V: '{version}', CFLAGS: >-
              -O2}
        test: |
          - make check
        packages:
          - {archive: "{name}{suffix}.tgz", files: [demo, {from: "tools:", to: tools/}], checksums: [md5]}
        """
    );

    // Bytes that mean something to YAML come up more often than others.
    private static readonly Gen<byte> Bytes = Gen.Frequency(
        (3, Gen.Elements(":-[]{}&*!|>'\"%@`#,? \t\n\r\\~<."u8.ToArray())),
        (1, Gen.Choose(0, 255).Select(value => (byte)value))
    );

    private static readonly Gen<Func<byte[], byte[]>> Edits = Gen.OneOf(
        from at in Gen.Choose(0, 1000)
        from value in Bytes
        select Edit(bytes => [.. Before(bytes, at), value, .. After(bytes, at, 1)]),
        from at in Gen.Choose(0, 1000)
        from value in Bytes
        select Edit(bytes => [.. Before(bytes, at), value, .. After(bytes, at, 0)]),
        from at in Gen.Choose(0, 1000)
        from count in Gen.Choose(1, 80)
        select Edit(bytes => [.. Before(bytes, at), .. After(bytes, at, count)]),
        from at in Gen.Choose(0, 1000)
        from to in Gen.Choose(0, 1000)
        from count in Gen.Choose(1, 200)
        select Edit(bytes => [.. Before(bytes, to), .. After(bytes, at, 0).Take(count), .. After(bytes, to, 0)])
    );

    [Fact]
    public void A_mutated_file_is_read_or_refused_and_nothing_else()
    {
        var mutated = Edits.ListOf().Resize(12).Select(edits => edits.Aggregate(Sample, (bytes, edit) => edit(bytes)));

        Prop.ForAll(mutated.ToArbitrary(), bytes => IsReadOrRefused(bytes)).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_mutated_lock_is_read_or_refused_and_nothing_else()
    {
        var sample = Encoding.UTF8.GetBytes(
            $"images:\n  \"debian:bookworm\": sha256:{new string('a', 64)}\n  b:\n    linux/amd64: sha256:{new string('b', 64)}\n"
        );
        var mutated = Edits.ListOf().Resize(6).Select(edits => edits.Aggregate(sample, (bytes, edit) => edit(bytes)));

        Prop.ForAll(mutated.ToArbitrary(), bytes => Refused(() => LockFile.Parse(bytes, "springform.lock")))
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool IsReadOrRefused(byte[] bytes) => Refused(() => ConfigReader.Parse(bytes, "springform.yaml", _ => true));

    private static bool Refused(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (SpringformException error)
        {
            return error.Problems.Count > 0
                && error.Problems.All(problem =>
                    problem.Where.StartsWith("springform.", StringComparison.Ordinal)
                    && problem.Fix.Length > 0
                    && IsPrintable(problem.What)
                    && IsPrintable(problem.Fix)
                );
        }
    }

    private static bool IsPrintable(string text) => text.Length is > 0 and < 1100 && !text.Any(char.IsControl);

    private static Func<byte[], byte[]> Edit(Func<byte[], byte[]> edit) => edit;

    private static IEnumerable<byte> Before(byte[] bytes, int at) => bytes.Take(Math.Min(at, bytes.Length));

    private static IEnumerable<byte> After(byte[] bytes, int at, int skip) => bytes.Skip(Math.Min(at, bytes.Length) + skip);
}
