using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// Looks for secrets in outputs before they are stored: in names, in files, and in what archives and compressed files hold, as deep as
/// <see cref="NestedLimits"/> allows. Secrets of less than <see cref="ShortestLength"/> characters are passed over: words as short as these are in many files
/// by chance.
/// </summary>
/// <param name="values">by name</param>
/// <param name="scratchFolder">for zips in other archives</param>
/// <param name="findProgram">the path of xz or bzip2, or its name for PATH</param>
/// <param name="limits">of what is unpacked of one output; null: the usual ones</param>
internal sealed class SecretSearch(
    IReadOnlyDictionary<string, string> values,
    string scratchFolder,
    Func<string, string> findProgram,
    NestedLimits? limits = null
)
{
    public const int ShortestLength = 8;

    private const int LongLine = 16;
    private const int ShownGaps = 20;

    private readonly IReadOnlyList<(string Name, string Text)> forms =
    [
        .. values
            .Where(secret => secret.Value.Trim().Length >= ShortestLength)
            .SelectMany(secret =>
                Texts(secret.Value.Trim())
                    .SelectMany(SecretForm.OfWhole)
                    .Select(form => form.Text)
                    .Distinct(StringComparer.Ordinal)
                    .Select(text => (secret.Key, text))
            ),
    ];

    /// <param name="log">told of each output in which something could not be searched</param>
    /// <exception cref="SpringformException">E506 for each output that holds one</exception>
    public async Task CheckAsync(CommandStep step, IReadOnlyList<ArchiveEntry> outputs, IOutput log, CancellationToken cancellation)
    {
        var problems = (await FindAsync(outputs, "output", log, cancellation))
            .Select(found => new Problem(
                ErrorCode.SecretInOutput,
                $"the output {Quoted.Of(found.Path)} holds the secret {found.Secret}",
                $"step {step.Id}",
                "let the command keep it out of what it makes, or leave the file out of outputs; the result was not stored"
            ))
            .ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <param name="noun">what the files are, for the log</param>
    /// <param name="log">told of each file in which something could not be searched</param>
    /// <returns>paths, and the names of the secrets that they hold</returns>
    public async Task<IReadOnlyList<(string Path, string Secret)>> FindAsync(
        IReadOnlyList<ArchiveEntry> files,
        string noun,
        IOutput log,
        CancellationToken cancellation
    ) => forms.Count == 0 ? [] : await BlockingWork.Run(() => Find(files, noun, log, cancellation), cancellation);

    // Of a key with line breaks also its lines: others may end the lines differently, or have them without the rest. Those that tell something, that is: the
    // first and last line of a key, or a word of JSON, are in many files.
    private static IEnumerable<string> Texts(string value)
    {
        if (!value.Contains('\n', StringComparison.Ordinal))
            return [value];
        var lines = value
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Length >= LongLine && !line.StartsWith("-----", StringComparison.Ordinal))
            .ToList();
        return
        [
            value,
            .. lines.Where(line => line.Any(char.IsAsciiLetterUpper) && line.Any(char.IsAsciiLetterLower) && line.Any(char.IsAsciiDigit)),
            .. lines.OrderByDescending(line => line.Length).Take(1),
        ];
    }

    private List<(string Path, string Secret)> Find(IReadOnlyList<ArchiveEntry> files, string noun, IOutput log, CancellationToken cancellation)
    {
        var scan = new SecretScan(forms);
        var gaps = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new NestedReader(
            limits ?? new NestedLimits(),
            scratchFolder,
            findProgram,
            scan.Watch,
            (path, reason) => gaps.TryAdd(path, reason),
            cancellation
        );
        var found = new List<(string Path, string Secret)>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            scan.Forget();
            scan.Watch($"{file.Path}\n{file.LinkTarget}");
            if (file.Kind == ArchiveEntryKind.File)
                Look(file, scan, reader);
            found.AddRange(scan.Found.Select(secret => (file.Path, secret)));
        }

        foreach (var (path, reason) in gaps.Take(ShownGaps))
            log.Line($"warning: the {noun} {Quoted.Of(path)} looks like an archive and was not searched for secrets to its end: {Quoted.Clean(reason)}");
        if (gaps.Count > ShownGaps)
            log.Line(
                $"warning: {Counted.Of(gaps.Count - ShownGaps, $"more {noun}")} {(gaps.Count - ShownGaps == 1 ? "was" : "were")} not searched for "
                    + "secrets to their ends"
            );
        return found;
    }

    private static void Look(ArchiveEntry output, SecretScan scan, NestedReader reader)
    {
        using (var whole = scan.Watch(output.OpenContent()))
            whole.CopyTo(Stream.Null, 1 << 20);
        using var content = output.OpenContent();
        reader.Read(output.Path, content);
    }
}
