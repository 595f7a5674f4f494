using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Springform.Config.Reading;

/// <summary>YamlDotNet's parser, which on some broken files throws InvalidOperationException and its like: made a syntax error with a place.</summary>
internal sealed class GuardedParser(IParser parser) : IParser
{
    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception error)
            when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            var at = Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "what follows cannot be parsed", error);
        }
    }
}
