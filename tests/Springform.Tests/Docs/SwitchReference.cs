using Springform.Config;
using Springform.Config.Switches;

namespace Springform.Tests.Docs;

/// <summary>docs/reference/switches.md, from <see cref="OptionTable"/>.</summary>
internal static class SwitchReference
{
    public static string Text() =>
        "# Switches\n\n"
        + "A value follows an equals sign or a space: `--only=ID`, `--only ID`. Each switch of ours can also be set by its environment variable; "
        + "the switch wins.\n"
        + "In a variable, several values are separated by commas, and a flag is `1`, `true`, `0` or `false`. A switch or a variable `SPRINGFORM_...` "
        + "that does\nnot exist is an error with the nearest name. `--help` prints this list too.\n\n"
        + OptionTable.Markdown();
}
