namespace Springform.Planning.Dockerfiles;

/// <summary>A flag that names a stage or an image to take files from: <c>COPY --from=</c>, <c>RUN --mount=...,from=</c>.</summary>
/// <param name="Name">the stage or image</param>
/// <param name="At">where the name begins in the flag's text</param>
/// <param name="CountsStages">a number is a stage, as COPY has it</param>
internal sealed record SourceUse(string Name, Flag Flag, int At, bool CountsStages, int Line)
{
    /// <summary>The flag with another name in it.</summary>
    public string With(string name) => Flag.Text[..At] + name + Flag.Text[(At + Name.Length)..];

    public static IEnumerable<SourceUse> In(Instruction instruction)
    {
        return instruction.Name switch
        {
            "COPY" or "ADD" => instruction.Flags.SelectMany(Copied),
            "RUN" => instruction.Flags.SelectMany(Mounted),
            _ => [],
        };

        IEnumerable<SourceUse> Copied(Flag flag) =>
            flag.ValueOf("from") is { Length: > 0 } name
                ? [new SourceUse(name, flag, flag.Text.Length - name.Length, CountsStages: true, instruction.Line)]
                : [];

        IEnumerable<SourceUse> Mounted(Flag flag) =>
            MountValues(flag, "from")
                .Where(from => from.Text.Length > 0)
                .Select(from => new SourceUse(from.Text, flag, from.At, CountsStages: false, instruction.Line));
    }

    /// <summary>Mounts of <c>type=secret</c> and <c>type=ssh</c>, which a build has to be given: what kind, and where.</summary>
    public static IEnumerable<(string Kind, int Line)> GivenMounts(Instruction instruction) =>
        instruction.Name != "RUN"
            ? []
            : instruction
                .Flags.SelectMany(flag => MountValues(flag, "type"))
                .Where(type => type.Text is "secret" or "ssh")
                .Select(type => (type.Text, instruction.Line));

    /// <summary>What <c>--mount=</c> says after <c>KEY=</c>, and where that begins in the flag's text.</summary>
    private static IEnumerable<(int At, string Text)> MountValues(Flag flag, string key) =>
        flag.ValueOf("mount") is { } mount
            ? Fields(mount)
                .Where(field => field.Text.StartsWith($"{key}=", StringComparison.OrdinalIgnoreCase))
                .Select(field => (flag.Text.Length - mount.Length + field.Start + key.Length + 1, field.Text[(key.Length + 1)..]))
            : [];

    /// <summary>Comma-separated, in double quotes where a comma is meant (RFC 4180).</summary>
    private static IEnumerable<(int Start, string Text)> Fields(string mount)
    {
        var start = 0;
        while (start <= mount.Length)
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
