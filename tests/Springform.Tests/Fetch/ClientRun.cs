using System.Diagnostics;
using Springform.Config;
using Springform.Fetch;
using Springform.Fetch.Clients;
using Springform.Package.Fetching;

namespace Springform.Tests.Fetch;

/// <summary>A generated client in a folder of its own, and how it is started. Its pauses take no time.</summary>
internal sealed class ClientRun : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FetchAsset asset;
    private readonly ClientLanguage language;
    private readonly FetchConfig config;
    private readonly PinnedLibrary pinned;

    /// <param name="language">as --language has it</param>
    /// <param name="addresses">of folders: the release, then mirrors</param>
    public ClientRun(string language, FetchAsset asset, IReadOnlyList<Uri> addresses, params string[] fallback)
        : this(language, [asset], addresses, fallback) { }

    /// <param name="assets">of the release; the first is the one that is to be used</param>
    public ClientRun(string language, IReadOnlyList<FetchAsset> assets, IReadOnlyList<Uri> addresses, params string[] fallback)
    {
        asset = assets[0];
        this.language = ClientLanguage.All.Single(known => known.Name == language);
        config = new FetchConfig { Url = "https://example.org/", Fallback = fallback.Length == 0 ? null : new CommandLine { Arguments = fallback } };
        pinned = new PinnedLibrary
        {
            Version = "1.2.3",
            Url = addresses[0].AbsoluteUri,
            IndexSha256 = new string('0', 64),
            Mirrors = [.. addresses.Skip(1).Select(address => address.AbsoluteUri)],
            Assets = assets,
        };
        Script = System.IO.Path.Combine(folder.Path, string.Format(System.Globalization.CultureInfo.InvariantCulture, this.language.FileName, "demo"));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Script)!);
        File.WriteAllText(Script, Text(language == "go" ? this.language.FileName : System.IO.Path.GetFileName(Script)));
        if (language == "go")
            folder.File("go.mod", "module example.org/demo\n\ngo 1.19\n");
        // A sleep that returns at once, before the real one.
        folder.File("bin/sleep", "#!/bin/sh\nexit 0\n");
        File.SetUnixFileMode(System.IO.Path.Combine(folder.Path, "bin/sleep"), (UnixFileMode)0b111_101_101);
    }

    public string Script { get; }

    public string Folder => folder.Path;

    public string Lib => System.IO.Path.Combine(folder.Path, "lib");

    public string Place => System.IO.Path.Combine(Lib, asset.Folder);

    public string Cache => System.IO.Path.Combine(folder.Path, "cache");

    /// <param name="fileName">what the client is called</param>
    public string Text(string fileName) => new ClientText("demo", config, pinned, language).Write(fileName);

    /// <param name="words">NAME=VALUE sets a variable; then the program and its arguments</param>
    public async Task<(int ExitCode, string Said)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("env", words)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["PATH"] = $"{folder.Path}/bin:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DEMO_CACHE"] = Cache;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + said);
    }

    /// <summary>All files are there, and only they.</summary>
    public void ShouldBeInPlace() =>
        Directory
            .GetFiles(Place, "*", SearchOption.AllDirectories)
            .Select(path => (System.IO.Path.GetRelativePath(Place, path), FetchSample.Hash(File.ReadAllBytes(path))))
            .Order()
            .ShouldBe(asset.Files.Select(file => (file.Path, file.Sha256)).Order());

    /// <summary>Other content, with the size and time of the right one: what the record of a verification does not show.</summary>
    public string DamageUnseen()
    {
        var path = System.IO.Path.Combine(Place, asset.Files[^1].Path);
        // .NET would set the time to a tenth of a microsecond.
        var time = folder.File("time", "");
        Archives.RealTool.Run("touch", "-r", path, time);
        File.WriteAllBytes(path, new byte[asset.Files[^1].Size]);
        Archives.RealTool.Run("touch", "-r", time, path);
        return path;
    }

    /// <summary>All is read again.</summary>
    public void Forget() => File.Delete(System.IO.Path.Combine(Lib, $".{asset.Folder}.verified"));

    public void ShouldBeEmpty() => Directory.Exists(Place).ShouldBeFalse();

    public void Dispose() => folder.Dispose();
}
