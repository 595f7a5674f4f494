using Springform.Errors;

namespace Springform.Abi.Loading;

/// <summary>The answers of <see cref="LoadScript"/>. They come from a container that ran foreign programs: what is missing is a failure.</summary>
internal sealed class LoadAnswers
{
    private const int SaidLines = 6;

    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> said = new(StringComparer.Ordinal);
    private readonly List<string> toolchain = [];

    public LoadAnswers(string text)
    {
        var item = "";
        foreach (var parts in text.Split('\n').Select(line => line.Split('\t', 2)).Where(parts => parts.Length == 2))
        {
            switch (parts[0])
            {
                case "distribution":
                    Distribution = Quoted.Clean(parts[1]);
                    break;
                case "glibc":
                    // "glibc 2.36"
                    Glibc = parts[1].Split(' ') is ["glibc", var version] && Version.TryParse(version, out _) ? version : null;
                    break;
                case "toolchain":
                    toolchain.Add(Quoted.Clean(parts[1]));
                    break;
                case "said" when item.Length > 0:
                    said[item].Add(parts[1]);
                    break;
                default:
                    item = parts[0];
                    codes[item] = parts[1];
                    said[item] = [];
                    break;
            }
        }
    }

    public string Distribution { get; } = "";

    public string? Glibc { get; }

    /// <summary>What makes the base one that proves nothing: compilers, headers, -dev packages.</summary>
    public IReadOnlyList<string> Toolchain => toolchain;

    /// <summary>Null: started or loaded. Else the exit code, <c>unmapped</c>, or that there is no answer.</summary>
    public string? FailureOf(string item) =>
        codes.GetValueOrDefault(item) switch
        {
            "0" => null,
            null => "no answer: the container ended before",
            "unmapped" => "the loader passed it over",
            "124" => "exit code 124: it did not end within a minute",
            var code => $"exit code {code}",
        };

    /// <summary>What it had to say, cut; cannot command the terminal.</summary>
    public IReadOnlyList<string> Said(string item) =>
        said.TryGetValue(item, out var lines) ? [.. lines.Where(line => line.Length > 0).Take(SaidLines).Select(Quoted.Clean)] : [];
}
