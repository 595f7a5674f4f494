using YamlDotNet.Core;

namespace Springform.Config.Reading;

/// <summary>A syntax error that <see cref="YamlTree"/> found itself, with its own remedy.</summary>
internal sealed class DescribedException(Mark start, Mark end, string what, string fix) : YamlException(start, end, what)
{
    public string Fix { get; } = fix;
}
