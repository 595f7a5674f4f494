using Springform.Init;

namespace Springform.Tests.Init;

public sealed class QuestionsTests
{
    private static readonly string[] Choices = ["go.mod", "Makefile", "Cargo.toml"];
    private readonly List<string> shown = [];

    [Fact]
    public async Task The_number_that_is_typed_is_the_answer()
    {
        (await AskAsync("2\n")).ShouldBe(1);

        shown.ShouldBe(["From what?", "  1  go.mod", "  2  Makefile", "  3  Cargo.toml", "Type a number from 1 to 3, or only Enter for 1:"]);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("  \n")]
    [InlineData("")]
    public async Task Enter_alone_and_the_end_of_the_input_are_the_first_answer(string typed) => (await AskAsync(typed)).ShouldBe(0);

    [Fact]
    public async Task What_is_none_of_the_numbers_is_asked_again()
    {
        (await AskAsync("0\n4\nMakefile\n-1\n 3 \n1\n")).ShouldBe(2);

        shown.Count(line => line.StartsWith("Type", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task Without_somebody_to_answer_nothing_is_asked()
    {
        (await new Questions(null, shown.Add).ChooseAsync("From what?", Choices, TestContext.Current.CancellationToken)).ShouldBe(0);
        (await new Questions(new StringReader("2\n"), shown.Add).ChooseAsync("From what?", ["go.mod"], TestContext.Current.CancellationToken)).ShouldBe(0);

        shown.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_C_does_not_wait_for_an_answer()
    {
        using var stop = new CancellationTokenSource();
        using var forever = new ManualResetEventSlim();
        var asked = new Questions(new WaitingReader(forever), shown.Add).ChooseAsync("From what?", Choices, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        forever.Set();
    }

    private Task<int> AskAsync(string typed) =>
        new Questions(new StringReader(typed), shown.Add).ChooseAsync("From what?", Choices, TestContext.Current.CancellationToken);

    private sealed class WaitingReader(ManualResetEventSlim end) : TextReader
    {
        public override string? ReadLine()
        {
            end.Wait();
            return null;
        }
    }
}
