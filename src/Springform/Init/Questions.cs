namespace Springform.Init;

/// <summary>Questions with numbered answers, on a terminal. Elsewhere nothing is asked, and the first answer counts.</summary>
/// <param name="answers">what the person types; null: nobody is asked</param>
/// <param name="say">shows a line</param>
internal sealed class Questions(TextReader? answers, Action<string> say)
{
    /// <returns>the place of the answer that was chosen; 0 after an empty line or the end of the input</returns>
    public async Task<int> ChooseAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellation)
    {
        if (answers is null || choices.Count < 2)
            return 0;
        say(question);
        foreach (var (choice, index) in choices.Select((choice, index) => (choice, index)))
            say($"  {index + 1}  {choice}");
        while (true)
        {
            say($"Type a number from 1 to {choices.Count}, or only Enter for 1:");
            // A terminal's line cannot be waited for in another way, and Ctrl+C ends the run all the same.
            var line = await Task.Run(answers.ReadLine, CancellationToken.None).WaitAsync(cancellation);
            if (string.IsNullOrWhiteSpace(line))
                return 0;
            if (int.TryParse(line.Trim(), out var number) && number >= 1 && number <= choices.Count)
                return number - 1;
        }
    }
}
