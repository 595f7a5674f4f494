using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker;

namespace Springform.Engine;

/// <summary>
/// Lets Cake.Docker render a command, and gives it as an argument list. What goes round the package, and why:
/// <list type="bullet">
/// <item>
/// Running: it waits for the end and keeps output in memory; we stream both ways and cancel. So its process runner is replaced by one that only notes the
/// arguments.
/// </item>
/// <item>Quoting: it quotes options without escaping what is in them, and image, command and arguments not at all. So no value passes through it: each is
/// replaced by a mark such as <c>@3@</c> before, and put back into the finished list.</item>
/// <item>Options that it does not know are given in <c>additional</c>: --pull and --provenance (newer than its settings) and podman's --http-proxy.</item>
/// </list>
/// </summary>
internal static partial class CakeCommand
{
    /// <param name="command">as typed, e.g. <c>buildx build</c></param>
    /// <param name="settings">a fresh object; its texts are replaced by marks</param>
    /// <param name="additional">what follows the options, as it is</param>
    public static IReadOnlyList<string> Render<TSettings>(string command, TSettings settings, params IEnumerable<string> additional)
        where TSettings : AutoToolSettings, new()
    {
        var values = new List<string>();
        MarkProperties(settings, values);
        var marked = additional.Select(argument => Mark(argument, values)).ToArray();
        // The file must exist for Cake to go on, and is never run.
        settings.ToolPath = Environment.ProcessPath;
        var notes = new NotingRunner();
        var runner = new GenericDockerRunner<TSettings>(new FileSystem(), new CakeEnvironment(new CakePlatform(), new CakeRuntime()), notes, new NoTools());
        runner.Run(command, settings, marked);
        return [.. notes.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(token => Restore(token, values))];
    }

    private static void MarkProperties(AutoToolSettings settings, List<string> values)
    {
        foreach (var property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (property.GetValue(settings) is string text)
                property.SetValue(settings, Mark(text, values));
            else if (property.GetValue(settings) is string[] texts)
                property.SetValue(settings, texts.Select(one => Mark(one, values)).ToArray());
        }
    }

    private static string Mark(string value, List<string> values)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@{values.Count - 1}@");
    }

    private static string Restore(string token, List<string> values) =>
        MarkPattern().Replace(token.Trim('"'), match => values[int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]);

    [GeneratedRegex("@([0-9]+)@")]
    private static partial Regex MarkPattern();

    private sealed class NotingRunner : IProcessRunner
    {
        public string Arguments { get; private set; } = "";

        public IProcess Start(FilePath filePath, ProcessSettings settings)
        {
            Arguments = settings.Arguments.Render();
            return new EndedProcess();
        }
    }

    private sealed class EndedProcess : IProcess
    {
        public void Dispose() { }

        public void WaitForExit() { }

        public bool WaitForExit(int milliseconds) => true;

        public int GetExitCode() => 0;

        public IEnumerable<string> GetStandardError() => [];

        public IEnumerable<string> GetStandardOutput() => [];

        public void Kill() { }
    }

    private sealed class NoTools : IToolLocator
    {
        public void RegisterFile(FilePath path) { }

        public FilePath? Resolve(string tool) => null;

        public FilePath? Resolve(IEnumerable<string> toolExeNames) => null;
    }
}
