using System.IO.Enumeration;
using Springform.Abi.Native;
using Springform.Names;
using Springform.Plan;

namespace Springform.Abi.Policies;

/// <summary>What an artifact is held to: the terms of a policy, and libraries that are allowed besides.</summary>
/// <param name="Text">as it was written; null: only the platform counts</param>
internal sealed record AbiPolicy(string? Text)
{
    private readonly IReadOnlyList<AbiTerm> terms = Text is null ? [] : AbiTerms.Parse(Text);

    /// <summary>What the artifact is for; empty: whatever its files are for.</summary>
    public IReadOnlyList<NativePlatform> Platforms { get; init; } = [];

    /// <summary>The same for messages: linux/arm64.</summary>
    public string PlatformName { get; init; } = "";

    /// <summary>The artifact says that it is for any platform: files for other machines and C libraries are reported, and not held to anything.</summary>
    public bool IsForAny { get; init; }

    /// <summary>Names or globs. With a policy that has no list of libraries of its own, they are the list.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Globs of paths that are reported and not held to the policy.</summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];

    /// <summary>Files for Windows and macOS are held to their platform, and not to libraries and versions.</summary>
    public bool IsForMachinesOnly { get; init; }

    /// <summary>What a target's step holds one of its archives to.</summary>
    public static AbiPolicy Of(AbiStep step, string archive) =>
        new(step.Policy)
        {
            Libraries = step.Libraries,
            Exceptions = step.Exceptions,
            Platforms = NativePlatform.Find(step.Target.Platform) is { } platform ? [platform] : [],
            PlatformName = step.Target.Platform,
            IsForAny = step.ForAny.Contains(archive),
        };

    /// <summary>All that breaks the policy: files for another machine first, then file by file.</summary>
    public IReadOnlyList<Violation> Check(AbiContents contents) =>
        [
            .. (IsForAny ? [] : MachineRule.Check(contents, Platforms, PlatformName)).Where(violation => !IsExcepted(violation.Path)),
            .. Check(Held(contents.Files)),
            .. Natives(contents.Natives),
        ];

    /// <summary>What is allowed and should be known: <c>needs a processor of x86-64-v3</c>.</summary>
    public IReadOnlyList<Violation> Warnings(AbiContents contents) =>
        [.. Held(contents.Files).Where(file => !IsExcepted(file.Path)).SelectMany(new CodeRule(terms).Warnings)];

    /// <summary>Without files for other machines: they are refused, excepted, or other parts of an artifact for any platform.</summary>
    public IReadOnlyList<AbiFile> Held(IReadOnlyList<AbiFile> files) =>
        [.. files.Where(file => MachineRule.Fits([ElfPlatform.Of(file.Elf)], Platforms) && !(IsForAny && IsOfOtherLibrary(file)))];

    private IReadOnlyList<Violation> Check(IReadOnlyList<AbiFile> files)
    {
        var bundle = Bundle.Of(files);
        var rules = Rules(bundle).ToList();
        var code = new CodeRule(terms);
        return [.. files.Where(file => !IsExcepted(file.Path)).SelectMany(file => rules.SelectMany(rule => rule.Check(file)).Concat(code.Check(file)))];
    }

    private IEnumerable<Violation> Natives(IReadOnlyList<NativeFile> files)
    {
        var oldest = terms.FirstOrDefault(term => term.Name == AbiTerms.MacOs)?.Version;
        return IsForMachinesOnly || (Platforms.Count == 0 && oldest is null)
            ? []
            : new NativeRule(Libraries, oldest).Check(files, Platforms).Where(violation => !IsExcepted(violation.Path));
    }

    private bool IsOfOtherLibrary(AbiFile file)
    {
        var isMusl = terms.Any(term => term.Name.StartsWith("musl", StringComparison.Ordinal));
        return CLibraries.Of(file.Elf) switch
        {
            CLibrary.Musl => terms.Count > 0 && !isMusl,
            CLibrary.Glibc => isMusl,
            _ => false,
        };
    }

    public bool IsExcepted(string path) => Exceptions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false));

    /// <summary>The systems may provide it. A policy without any list of libraries lets them provide all.</summary>
    /// <param name="library">SONAME</param>
    public bool Allows(string library) => Lists().All(list => LibraryRule.Allows(list.Allowed, library));

    private IEnumerable<IAbiRule> Rules(Bundle bundle)
    {
        foreach (var term in terms)
        {
            IAbiRule? rule = term.Name switch
            {
                "glibc" => new GlibcRule(term.Version!, term.ToString()),
                "gcc" => new GccRule(term.Version!, bundle),
                "static" => new StaticRule(),
                "musl" => new MuslRule(term.Name),
                AbiTerms.MacOs => null, // NativeRule's
                _ when AbiTerms.Processors.Contains(term.Name) => null, // CodeRule's
                _ when PolicyData.Current.ManyLinux.TryGetValue(term.Name, out var policy) => new ManyLinuxRule(policy, bundle),
                _ => new MuslRule(term.Name),
            };
            if (rule is not null)
                yield return rule;
            if (rule is ManyLinuxRule)
                yield return new ForbiddenRule(term.Name, VersionNumber.Of(term.Name["manylinux_".Length..].Replace('_', '.')), bundle);
        }

        foreach (var (owner, allowed) in Lists())
            yield return new LibraryRule(owner, allowed, bundle);
    }

    /// <summary>Each holds by itself.</summary>
    private List<(string Owner, IReadOnlyList<string> Allowed)> Lists()
    {
        List<(string Owner, IReadOnlyList<string>)> lists =
        [
            .. terms.Where(term => LibrariesOf(term) is not null).Select(term => (term.Name, (IReadOnlyList<string>)[.. LibrariesOf(term)!, .. Libraries])),
        ];
        return lists.Count == 0 && Libraries.Count > 0 ? [("abi.libraries", Libraries)] : lists;
    }

    private static IReadOnlyList<string>? LibrariesOf(AbiTerm term) =>
        PolicyData.Current.ManyLinux.TryGetValue(term.Name, out var policy) ? policy.Libraries
        : PolicyData.Current.MuslLinux.Contains(term.Name) ? PolicyData.Current.MuslLibraries
        : null;
}
