using System.IO.Enumeration;
using Springform.Plan;

namespace Springform.Abi.Policies;

/// <summary>What an artifact is held to: the terms of a policy, and libraries that are allowed besides.</summary>
/// <param name="Text">as it was written</param>
public sealed record AbiPolicy(string Text)
{
    private readonly IReadOnlyList<AbiTerm> terms = AbiTerms.Parse(Text);

    /// <summary>Names or globs. With a policy that has no list of libraries of its own, they are the list.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Globs of paths that are reported and not held to the policy.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    /// <summary>All that breaks the policy, file by file.</summary>
    public IReadOnlyList<Violation> Check(IReadOnlyList<AbiFile> files)
    {
        var bundle = Bundle.Of(files);
        var rules = Rules(bundle).ToList();
        return [.. files.Where(file => !IsExcepted(file.Path)).SelectMany(file => rules.SelectMany(rule => rule.Check(file)))];
    }

    public bool IsExcepted(string path) => Exceptions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false));

    private IEnumerable<IAbiRule> Rules(Bundle bundle)
    {
        foreach (var term in terms)
        {
            yield return term.Name switch
            {
                "glibc" => new GlibcRule(term.Version!, term.ToString()),
                "gcc" => new GccRule(term.Version!, bundle),
                "static" => new StaticRule(),
                "musl" => new MuslRule(term.Name),
                _ when PolicyData.Current.ManyLinux.TryGetValue(term.Name, out var policy) => new ManyLinuxRule(policy, bundle),
                _ => new MuslRule(term.Name),
            };
            if (LibrariesOf(term) is { } allowed)
                yield return new LibraryRule(term.Name, [.. allowed, .. Libraries], bundle);
        }

        if (Libraries.Count > 0 && terms.All(term => LibrariesOf(term) is null))
            yield return new LibraryRule("abi.libraries", Libraries, bundle);
    }

    internal static IReadOnlyList<string>? LibrariesOf(AbiTerm term) =>
        PolicyData.Current.ManyLinux.TryGetValue(term.Name, out var policy) ? policy.Libraries
        : PolicyData.Current.MuslLinux.Contains(term.Name) ? PolicyData.Current.MuslLibraries : null;
}
