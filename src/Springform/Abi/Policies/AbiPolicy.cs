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

    /// <summary>The systems may provide it. A policy without any list of libraries lets them provide all.</summary>
    /// <param name="library">SONAME</param>
    public bool Allows(string library) => Lists().All(list => LibraryRule.Allows(list.Allowed, library));

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
        }

        foreach (var (owner, allowed) in Lists())
            yield return new LibraryRule(owner, allowed, bundle);
    }

    /// <summary>Each holds by itself.</summary>
    private List<(string Owner, IReadOnlyList<string> Allowed)> Lists()
    {
        List<(string Owner, IReadOnlyList<string>)> lists =
            [.. terms.Where(term => LibrariesOf(term) is not null).Select(term => (term.Name, (IReadOnlyList<string>)[.. LibrariesOf(term)!, .. Libraries]))];
        return lists.Count == 0 && Libraries.Count > 0 ? [("abi.libraries", Libraries)] : lists;
    }

    private static IReadOnlyList<string>? LibrariesOf(AbiTerm term) =>
        PolicyData.Current.ManyLinux.TryGetValue(term.Name, out var policy) ? policy.Libraries
        : PolicyData.Current.MuslLinux.Contains(term.Name) ? PolicyData.Current.MuslLibraries : null;
}
