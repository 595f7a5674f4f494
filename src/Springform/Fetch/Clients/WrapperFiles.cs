using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Springform.Config;
using Springform.Errors;
using Springform.Fetch.Transfer;
using Springform.Files;

namespace Springform.Fetch.Clients;

/// <summary>The wrapper of a project: which Springform it runs stands in the files themselves.</summary>
internal sealed partial class WrapperFiles(WrapperConfig? declared, FetchCaller caller)
{
    private const string Name = "springform";
    private const UnixFileMode Runnable = (UnixFileMode)0b111_101_101;

    /// <returns>what was done, for people</returns>
    /// <exception cref="SpringformException">E104 nothing says where Springform is released, E321 that release cannot be had</exception>
    public async Task<string> WriteAsync(CancellationToken cancellation)
    {
        var wrapper =
            declared?.ToFetch()
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    "nothing says which release of Springform the wrapper runs",
                    "springform.yaml, wrapper",
                    "add wrapper: OWNER/NAME of the repository on GitHub that releases Springform"
                )
            );
        if (caller.Options.Offline)
            throw new SpringformException(
                new Problem(ErrorCode.FetchUnavailable, "releases cannot be asked with --offline", "command line", "leave --offline out")
            );
        using var http = new FetchHttp(new FetchLimits(), caller.Clock, Say);
        var pinned = await new ReleaseReader(http, Say).ReadAsync(Name, wrapper, wrapper.Version, null, FetchToken.Of(Name, caller.Environment), cancellation);
        var before = VersionOf(PathOf(ClientLanguage.Wrappers[0]));
        foreach (var language in ClientLanguage.Wrappers)
        {
            var path = PathOf(language);
            var text = new ClientText(Name, wrapper, pinned, language).Write(Path.GetFileName(path));
            AtomicFile.Write(
                path,
                file =>
                {
                    file.Write(Encoding.UTF8.GetBytes(text));
                    return true;
                }
            );
            if (language.Name == "sh" && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, Runnable);
        }

        var moved =
            before is null ? $"pinned at {pinned.Version}"
            : before == pinned.Version ? $"still {pinned.Version}"
            : $"{before} -> {pinned.Version}";
        return $"{string.Join(" and ", ClientLanguage.Wrappers.Select(language => Path.GetFileName(PathOf(language))))} run Springform: {moved}";
    }

    private string PathOf(ClientLanguage language) => Path.Combine(caller.Folders.Root, string.Format(CultureInfo.InvariantCulture, language.FileName, Name));

    private void Say(string text) => caller.Terminal.Line($"    {text}");

    private static string? VersionOf(string path) =>
        File.Exists(path) && VersionLine().Match(File.ReadAllText(path)) is { Success: true } match ? match.Groups["version"].Value : null;

    [GeneratedRegex("^version='(?<version>[^']+)'$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
