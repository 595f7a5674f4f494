namespace Springform.Planning.Dockerfiles;

/// <summary>A flag that names a stage or an image to take files from: <c>COPY --from=</c>, <c>RUN --mount=...,from=</c>.</summary>
/// <param name="Name">the stage or image</param>
/// <param name="At">where the name begins in the flag's text</param>
/// <param name="CountsStages">a number is a stage, as COPY has it</param>
internal sealed record SourceUse(string Name, Flag Flag, int At, bool CountsStages, int Line)
{
    /// <summary>The flag with another name in it.</summary>
    public string With(string name) => Flag.Text[..At] + name + Flag.Text[(At + Name.Length)..];

    public static IEnumerable<SourceUse> In(Instruction instruction) =>
        instruction.Name switch
        {
            "COPY" or "ADD" => from flag in instruction.Flags
            let name = flag.ValueOf("from")
            where name is { Length: > 0 }
            select new SourceUse(name, flag, flag.Text.Length - name.Length, CountsStages: true, instruction.Line),
            "RUN" => from flag in instruction.Flags
            let mount = flag.ValueOf("mount")
            where mount is not null
            from field in Fields(mount)
            where field.Text.StartsWith("from=", StringComparison.OrdinalIgnoreCase) && field.Text.Length > "from=".Length
            select new SourceUse(
                field.Text["from=".Length..],
                flag,
                flag.Text.Length - mount.Length + field.Start + "from=".Length,
                CountsStages: false,
                instruction.Line
            ),
            _ => [],
        };

    /// <summary>Mounts of <c>type=secret</c> and <c>type=ssh</c>, which a build has to be given: what kind, and where.</summary>
    public static IEnumerable<(string Kind, int Line)> GivenMounts(Instruction instruction) =>
        instruction.Name != "RUN"
            ? []
            : from flag in instruction.Flags
            let mount = flag.ValueOf("mount")
            where mount is not null
            from field in Fields(mount)
            let kind = field.Text.StartsWith("type=", StringComparison.OrdinalIgnoreCase) ? field.Text["type=".Length..] : ""
            where kind is "secret" or "ssh"
            select (kind, instruction.Line);

    /// <summary>Comma-separated, in double quotes where a comma is meant (RFC 4180).</summary>
    private static IEnumerable<(int Start, string Text)> Fields(string mount)
    {
        for (var start = 0; start <= mount.Length; )
        {
            var quoted = start < mount.Length && mount[start] == '"';
            var first = quoted ? start + 1 : start;
            var end = mount.IndexOf(quoted ? '"' : ',', first) is var found and >= 0 ? found : mount.Length;
            yield return (first, mount[first..end]);
            start = quoted
                ? mount.IndexOf(',', end) is var comma and >= 0
                    ? comma + 1
                    : mount.Length + 1
                : end + 1;
        }
    }
}
