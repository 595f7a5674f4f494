using Springform.Config;
using Springform.Config.Switches;

namespace Springform.Tests.EndToEnd;

public sealed class Help
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void It_has_every_switch_with_its_variable_in_80_columns(string spelling)
    {
        using var project = new PlainProject();

        var shown = project.Run(spelling).Ends(0);

        shown.Says([.. OptionTable.Rows.Select(row => row.Switch), .. OptionTable.Rows.Where(row => !row.IsCakes).Select(row => row.EnvironmentName)]);
        shown.Output.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }
}
