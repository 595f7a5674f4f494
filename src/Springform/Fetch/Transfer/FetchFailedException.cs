namespace Springform.Fetch.Transfer;

/// <summary>No address has the file.</summary>
/// <param name="name">of the file</param>
/// <param name="reasons">one for each address</param>
/// <param name="isWrong">a complete file came that is another one: nothing is built instead</param>
internal sealed class FetchFailedException(string name, IReadOnlyList<string> reasons, bool isWrong)
    : Exception($"{name} cannot be had: {string.Join("; ", reasons)}")
{
    public string Name => name;

    public IReadOnlyList<string> Reasons => reasons;

    public bool IsWrong => isWrong;
}
