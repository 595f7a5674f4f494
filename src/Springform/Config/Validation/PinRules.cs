using Springform.Errors;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Values that several files repeat.</summary>
internal static class PinRules
{
    /// <summary>What --pins calls by itself.</summary>
    internal static readonly string[] Reserved = ["images", "fetch", "actions"];

    public static void Check(Findings findings)
    {
        CommonRules.Names(findings, "pins", findings.Config.Pins.Keys);
        foreach (var (name, pin) in findings.Config.Pins)
            Pin(findings, Key("pins", name), name, pin);
    }

    private static void Pin(Findings findings, string path, string name, PinConfig pin)
    {
        if (findings.IsFailed(path))
            return;
        if (Reserved.Contains(name))
            findings.ReportKey(ErrorCode.InvalidValue, path, $"{path} has a name that --pins={name} has a meaning for already", "give the pin another name");
        CommonRules.NotEmpty(findings, Key(path, "places"), pin.Places);
        if (pin.From is not null && findings.Config.Builder?.Registry is null)
            findings.Report(
                ErrorCode.MissingKey,
                Key(path, "from"),
                $"{path} takes the builder's tag in builder.registry, which is not there",
                "add registry to builder, or remove from"
            );
        for (var index = 0; index < pin.Places.Count; index++)
        {
            var place = Item(Key(path, "places"), index);
            PathRules.Existing(findings, Key(place, "file"), pin.Places[index].File, "file");
            var text = pin.Places[index].Text;
            if (text.Length > 0 && (text.Count(letter => letter == '*') != 1 || text.Trim().Length == 1 || text.Contains('\n', StringComparison.Ordinal)))
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(place, "text"),
                    $"{Key(place, "text")} is {Quoted.Of(text)}, which does not say what stands around the value",
                    "write a part of one line with one asterisk for the value: \"ARG RUST_VERSION=*\""
                );
        }
    }
}
