using Springform.ContainerTests.Cache;
using Springform.Machine;
using Springform.Tests;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// A copy of examples/kapacitor at the tag v1.7.0, built once by the command line of the build that it replaces. Its builder's registry is Debian's server
/// with a password, and its releases are signed by a key of the test's own.
/// </summary>
/// <remarks>Takes minutes, so it is built with CI=true or SPRINGFORM_LONG_TESTS=1 only.</remarks>
public sealed class KapacitorBuild(Workshop workshop) : IAsyncLifetime
{
    public const string Builder = "kapacitor-builder:v1";

    /// <summary>One without compilers, for the push: the tests beside it run programs of the whole one.</summary>
    public const string Pushed = "kapacitor-pushed:v1";
    private const string Registry = "quay.io/influxdb/builder";

    private GitProject? project;
    private DockerRegistry? registry;
    private SigningKeys? keys;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    internal SigningKeys Keys => keys ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>Where the builder is pushed to, without a tag.</summary>
    internal string Repository => $"{registry!.Address}/influxdb/builder";

    /// <summary>Of the one line.</summary>
    internal CliResult Built { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return;
        registry = await DockerRegistry.StartAsync(new ProcessRunner(ProcessEnvironment.Current()), withPassword: true, TestContext.Current.CancellationToken);
        keys = new SigningKeys();
        project = ExampleCopy.Of("kapacitor", "examples/kapacitor");
        foreach (var file in new[] { "springform.yaml", ".circleci/config.yml", "Dockerfile_build_ubuntu64" })
            project.Replace(file, Registry, Repository);
        project.File("keys/release.asc", keys.Text("ann.asc"));
        project.Commit();
        project.Git("tag", "v1.7.0");
        // Where the scripts look for it: the repository's own, without its build.
        var host = project.Beside("build.sh");
        await File.WriteAllTextAsync(host, $"#!/bin/sh\nexec dotnet exec '{Cli.Host}' \"$@\"\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Built = Script("build.sh", "--debug", "--clean", "--generate", "--package", "--package-udfs", "--platform=all", "--arch=all", "--checksum");
    }

    public async ValueTask DisposeAsync()
    {
        keys?.Dispose();
        if (registry is not null)
            await registry.DisposeAsync();
        if (project is null)
            return;
        project.Dispose();
        await workshop.RemoveImagesAsync(image =>
            image is Builder or Pushed
            || image.StartsWith("localhost/springform/kapacitor/", StringComparison.Ordinal)
            || image.StartsWith(Repository, StringComparison.Ordinal)
        );
    }

    /// <summary>First line of every test: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
        Built.Ends(0);
    }

    /// <summary>A script of the example. NAME=VALUE words are variables.</summary>
    internal CliResult Script(string name, params string[] words) => ScriptOf("kapacitor", name, words);

    /// <param name="copy">its folder's name</param>
    internal CliResult ScriptOf(string copy, string name, params string[] words)
    {
        var folder = project!.Beside($"examples/{copy}");
        using var run = Cli.Start(folder, [Path.Combine(folder, name)], words);
        return run.End();
    }

    /// <summary>Springform in a copy.</summary>
    internal CliResult Run(string copy, params string[] words)
    {
        using var run = Cli.Start(Project.Beside($"examples/{copy}"), words);
        return run.End();
    }

    /// <summary>The project with all its state and its dist/, for a test that changes them.</summary>
    /// <returns>its folder</returns>
    internal string Copy(string name)
    {
        var folder = Project.Beside($"examples/{name}");
        Command.Run(Project.Folder, ["cp", "-a", Project.Folder, folder]).ExitCode.ShouldBe(0);
        return folder;
    }
}
