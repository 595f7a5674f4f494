using System.Diagnostics;
using Springform.Tests.Fetch;

namespace Springform.Tests.EndToEnd;

/// <summary>A program, a shell script, that was released in several versions, and a folder of somebody who has nothing but usual tools.</summary>
internal sealed class ReleasedProgram : IAsyncDisposable
{
    private static readonly string[] Tools =
    [
        "sh",
        "tar",
        "gzip",
        "sha256sum",
        "cut",
        "awk",
        "ln",
        "ls",
        "find",
        "stat",
        "uname",
        "getconf",
        "cat",
        "mkdir",
        "rm",
        "mv",
        "chmod",
        "grep",
        "sed",
        "tr",
        "sort",
        "uniq",
        "wc",
        "dirname",
        "env",
        "sleep",
    ];

    /// <summary>A shell and what it downloads with; in each run of the tests the first and another one.</summary>
    public static TheoryData<string, string> Shells { get; } =
        new(Campaign.Sample([("dash", "curl"), ("bash", "curl"), ("busybox", "curl"), ("dash", "wget")], count: 2, always: ("dash", "curl")));

    private readonly GitProject home = new("home");
    private readonly string name;

    /// <param name="name">of the program and its project</param>
    public ReleasedProgram(string name)
    {
        this.name = name;
        foreach (var downloader in new[] { "curl", "wget" })
        {
            Directory.CreateDirectory(home.Beside(downloader));
            foreach (var tool in Tools.Append(downloader))
                File.CreateSymbolicLink(
                    Path.Combine(home.Beside(downloader), tool),
                    new[] { "/bin", "/usr/bin" }.Select(place => Path.Combine(place, tool)).First(File.Exists)
                );
        }
    }

    public FaultServer Server { get; } = new();

    public string Home => home.Folder;

    /// <summary>Releases a version at VERSION/ of the server.</summary>
    /// <param name="exitCode">of the program</param>
    public void Release(string version, int exitCode = 0)
    {
        using var project = new FetchingProject(
            $$"""
            name: {{name}}
            version: {{version}}
            targets: {x: linux/amd64, y: linux/arm64}
            packages:
              - {archive: "{{name}}-{version}-{target}.tgz", root: "{{name}}-{version}", files: [{{name}}, {from: lib.txt, to: lib/}]}
            smoke: {skip: "a shell script"}
            fetch_index: {require: [{{name}}]}

            """
        );
        File.SetUnixFileMode(project.File(name, $"#!/bin/sh\necho {name} {version} \"$@\"\nexit {exitCode}\n"), (UnixFileMode)0b111_101_101);
        project.Commit();
        project.Run("--target=Dist").Ends(0);
        Server.ServeFolder(project.PathOf("dist"), $"{version}/");
    }

    /// <summary>Runs a script with a PATH that has only one of curl and wget.</summary>
    /// <param name="shell">dash, bash or busybox; or the path of a program</param>
    public (int ExitCode, string Said) Run(string shell, string downloader, string script, params string[] arguments)
    {
        var program = shell.Contains('/', StringComparison.Ordinal)
            ? shell
            : new[] { "/bin", "/usr/bin" }.Select(place => Path.Combine(place, shell)).First(File.Exists);
        var start = new ProcessStartInfo(
            program,
            [
                .. shell == "busybox" ? new[] { "sh" } : [],
                .. shell.EndsWith("pwsh", StringComparison.Ordinal) ? ["-NoProfile", "-NonInteractive", "-File"] : Array.Empty<string>(),
                script,
                .. arguments,
            ]
        )
        {
            WorkingDirectory = Home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var variable in start
                .Environment.Keys.Where(variable => variable.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase) || variable == "XDG_CACHE_HOME")
                .ToList()
        )
            start.Environment.Remove(variable);
        if (!script.EndsWith(".ps1", StringComparison.Ordinal)) // PowerShell itself is started by .NET
            start.Environment["PATH"] = home.Beside(downloader);
        start.Environment["HOME"] = Home;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + said.Result);
    }

    public async ValueTask DisposeAsync()
    {
        home.Dispose();
        await Server.DisposeAsync();
    }
}
