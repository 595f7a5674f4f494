using System.Text.RegularExpressions;
using System.Xml.Linq;
using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Docs;

/// <summary>The pages of docs/reference are made from the code: UPDATE_GOLDEN=1 writes them.</summary>
public sealed partial class ReferenceTests
{
    private static readonly DocComments Comments = new(XDocument.Load(Path.ChangeExtension(typeof(ProjectConfig).Assembly.Location, "xml")));

    [Fact]
    public void The_configuration_is_that_of_the_records() => Matches("configuration", new ConfigurationReference(Comments).Text());

    [Fact]
    public void The_switches_are_those_of_the_table() => Matches("switches", SwitchReference.Text());

    [Fact]
    public void The_errors_are_those_of_the_codes() => Matches("errors", ErrorReference.Text());

    [Fact]
    public void The_exit_codes_are_those_of_the_program() => Matches("exit-codes", ExitCodeReference.Text(Comments));

    [Fact]
    public void Every_error_has_a_number_of_its_own_and_says_in_sentences_what_it_means_and_how_to_mend_it()
    {
        var codes = ErrorReference.Members().Select(member => member.Code).ToList();

        codes.Select(code => code.Number).ShouldBeUnique();
        codes.Where(code => !Sentences().IsMatch(code.Meaning) || !Sentences().IsMatch(code.Remedy)).ShouldBeEmpty();
        codes.Select(code => code.Meaning).ShouldBeUnique();
    }

    [Fact]
    public void Every_exit_code_is_described() =>
        Enum.GetValues<ExitCode>().Where(code => string.IsNullOrEmpty(Comments.Of(typeof(ExitCode).GetField(code.ToString())!))).ShouldBeEmpty();

    private static void Matches(string page, string text) => Golden.MatchesFile(text, Path.Combine(Golden.RepositoryRoot(), "docs", "reference", $"{page}.md"));

    [GeneratedRegex(@"^[A-Z`].*\.$")]
    private static partial Regex Sentences();
}
