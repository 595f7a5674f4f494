using System.Text;
using System.Text.RegularExpressions;
using Springform.Plan;

namespace Springform.Package.Formulas;

/// <summary>
/// A formula that installs programs from archives (docs.brew.sh, Formula Cookbook). Where a system or an architecture has no archive it says so with
/// depends_on, since a formula without an address cannot even be loaded there.
/// </summary>
internal static partial class HomebrewFormula
{
    /// <summary>UTF-8 with a line break at its end.</summary>
    public static byte[] Of(FormulaStep step, IReadOnlyList<FormulaArchive> archives)
    {
        var text = new StringBuilder();
        var systems = archives.GroupBy(archive => archive.Platform.Os, StringComparer.Ordinal).OrderByDescending(system => system.Key == "darwin").ToList();
        Line(0, $"# Made by Springform from the release {RubyText.OneLine(step.Address.Tag)}.");
        Line(0, $"class {ClassOf(step.Name)} < Formula");
        Line(1, $"desc {RubyText.Of(step.Config.Description)}");
        Line(1, $"homepage {RubyText.Of(step.Config.Homepage)}");
        Line(1, $"version {RubyText.Of(step.Version)}");
        Line(1, $"license {LicenseOf(step.Config.License)}");
        foreach (var system in systems)
        {
            Line(0, "");
            System(system.Key, [.. system], isOnly: systems.Count == 1);
        }

        Block(1, "def install", [.. step.Config.Programs.Select(program => $"bin.install {RubyText.Of(program)}")]);
        Block(1, "test do", [.. step.Config.Programs.Select(program => $"assert_path_exists bin/{RubyText.Of(program.Split('/')[^1])}")]);
        Line(0, "end");
        return Encoding.UTF8.GetBytes(text.ToString());

        void System(string system, IReadOnlyList<FormulaArchive> own, bool isOnly)
        {
            var word = system == "darwin" ? "macos" : system;
            Line(1, isOnly ? $"depends_on :{word}" : $"on_{word} do");
            var indent = isOnly ? 1 : 2;
            foreach (var archive in own.OrderBy(archive => !IsArm(archive)))
            {
                if (own.Count == 1)
                {
                    Line(indent, $"depends_on arch: :{(IsArm(archive) ? "arm64" : "x86_64")}");
                    Download(indent, archive);
                }
                else
                {
                    Line(indent, IsArm(archive) ? "on_arm do" : "on_intel do");
                    Download(indent + 1, archive);
                    Line(indent, "end");
                }
            }

            if (!isOnly)
                Line(1, "end");
        }

        void Download(int indent, FormulaArchive archive)
        {
            Line(indent, $"url {RubyText.Of(archive.Address.AbsoluteUri)}");
            Line(indent, $"sha256 {RubyText.Of(archive.Sha256)}");
        }

        void Block(int indent, string head, IReadOnlyList<string> lines)
        {
            Line(0, "");
            Line(indent, head);
            foreach (var line in lines)
                Line(indent + 1, line);
            Line(indent, "end");
        }

        void Line(int indent, string line) => text.Append(' ', line.Length == 0 ? 0 : indent * 2).Append(line).Append('\n');
    }

    /// <summary>As Homebrew's Formulary.class_s makes it of a file's name: foo-bar.baz -> FooBarBaz.</summary>
    internal static string ClassOf(string name) => WordStart().Replace(name, match => match.Groups["letter"].Value.ToUpperInvariant());

    private static bool IsArm(FormulaArchive archive) => archive.Platform.Arch == "arm64";

    private static string LicenseOf(string license) =>
        license.Split(" OR ") is { Length: > 1 } any ? $"any_of: [{string.Join(", ", any.Select(RubyText.Of))}]"
        : license.Split(" AND ") is { Length: > 1 } all ? $"all_of: [{string.Join(", ", all.Select(RubyText.Of))}]"
        : RubyText.Of(license);

    [GeneratedRegex("(^|[._-])(?<letter>[a-z0-9])")]
    private static partial Regex WordStart();
}
