using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Reading;

/// <summary>Collects the problems of one file, so that all are shown at once; beyond <see cref="Limit"/> they are only counted.</summary>
internal sealed class ProblemList(string file)
{
    public const int Limit = 50;

    private readonly List<(SourcePosition At, Problem Problem)> _problems = [];
    private int _more;

    public bool Any => _problems.Count > 0;

    /// <summary>The name that messages show.</summary>
    public string File => file;

    public void Add(ErrorCode code, SourcePosition at, string what, string fix)
    {
        if (_problems.Count == Limit)
        {
            _more++;
            return;
        }

        _problems.Add((at, new Problem(code, Quoted.Clean(what), $"{file}:{at}", Quoted.Clean(fix))));
    }

    /// <summary>Throws when there are any, in the order of the file.</summary>
    public void ThrowIfAny()
    {
        if (!Any)
        {
            return;
        }

        Problem[] ordered = [.. _problems.OrderBy(entry => entry.At.Line).ThenBy(entry => entry.At.Column).Select(entry => entry.Problem)];
        if (_more > 0)
        {
            ordered[^1] = ordered[^1] with { Details = [$"... and {Counted.Of(_more, "more problem")}"] };
        }

        throw new SpringformException(ordered);
    }
}
