using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Wheels: which Python each target is for, what its base promises, and where wheels are tried.</summary>
internal static partial class WheelRules
{
    private const string Pythons = "write cp311, cp313t, cp39-abi3 or pp39";

    public static void Check(Findings findings)
    {
        var config = findings.Config;
        if (config.Wheels is not { } wheels)
        {
            WithoutWheels(findings);
            return;
        }

        Needs(findings);
        CommonRules.NameTemplates(findings, "wheels.distribution", wheels.Distribution, TemplateScope.Target);
        PathRules.Glob(findings, "wheels.wheel", wheels.Wheel);
        Sdist(findings, wheels);
        CommonRules.NotEmpty(findings, "wheels.extensions", wheels.Extensions);
        for (var index = 0; index < wheels.Extensions.Count; index++)
        {
            Module(findings, Item("wheels.extensions", index), wheels.Extensions[index]);
        }

        Policies(findings, wheels);
        for (var index = 0; index < wheels.Prefer.Count; index++)
        {
            findings.Reference(Item("wheels.prefer", index), wheels.Prefer[index], "bases", config.Bases.Keys);
        }

        CommonRules.Once(findings, "wheels.checksums", wheels.Checksums);
        foreach (var (python, _) in wheels.Interpreters)
        {
            Python(findings, Key("wheels.interpreters", python), python);
        }

        CommonRules.Commands(findings, "wheels.test", wheels.Test);
        if (wheels.Index.FileLimit is 0)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                "wheels.index.file_limit",
                "wheels.index.file_limit is 0, so no wheel could be uploaded",
                "write how many MiB the index takes of one file, or remove the key"
            );
        }

        Address(findings, "wheels.index.upload", wheels.Index.Upload);
        Address(findings, "wheels.index.simple", wheels.Index.Simple);
        foreach (var (name, target) in ConfiguredTargets.Of(config))
        {
            Target(findings, wheels, name, target);
        }
    }

    private static void WithoutWheels(Findings findings)
    {
        var config = findings.Config;
        var places = config
            .Targets.Where(pair => pair.Value.Python is not null)
            .Select(pair => Key(Key("targets", pair.Key), "python"))
            .Concat(
                (config.Matrix?.Variant ?? new Dictionary<string, VariantConfig>())
                    .Where(pair => pair.Value.Python is not null)
                    .Select(pair => Key(Key("matrix.variant", pair.Key), "python"))
            );
        foreach (var path in places.Where(_ => !findings.IsWritten("wheels")))
        {
            findings.Report(ErrorCode.MissingKey, path, $"{path} is for wheels, but the file has no wheels", "add wheels:, or remove it");
        }
    }

    private static void Needs(Findings findings)
    {
        if (!findings.IsWritten("builder"))
        {
            findings.ReportKey(ErrorCode.MissingKey, "wheels", "wheels needs builder, which is missing", "add builder: with image and dockerfile");
        }

        if (!findings.IsWritten("targets") && !findings.IsWritten("matrix"))
        {
            findings.ReportKey(
                ErrorCode.MissingKey,
                "wheels",
                "wheels needs at least one target",
                "add matrix: with base, platform and a variant for each Python"
            );
        }
    }

    private static void Sdist(Findings findings, WheelsConfig wheels)
    {
        if (wheels.Sdist is { } sdist && PathRules.Glob(findings, "wheels.sdist", sdist) && !findings.Config.Compile.Any(step => step.Once))
        {
            findings.Report(
                ErrorCode.MissingKey,
                "wheels.sdist",
                "wheels.sdist is made once for all targets, but no command has once",
                "add once: true to the command that makes it"
            );
        }
    }

    private static void Address(Findings findings, string path, string address)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.UserInfo.Length > 0
            || !(uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
        )
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(address)}, which is not an address to send a password to",
                "write https://..., without a user name; http:// is for this machine's own"
            );
        }
    }

    private static void Module(Findings findings, string path, string module)
    {
        if (!CommonRules.Fits(ModuleName(), module, Patterns.MaxImageLength))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(module)}, which is not the name of a module",
                "write it as Python imports it, e.g. nvx._nvx"
            );
        }
    }

    private static void Policies(Findings findings, WheelsConfig wheels)
    {
        foreach (var (name, policy) in wheels.Policies)
        {
            var path = Key("wheels.policies", name);
            findings.Reference(path, name, "bases", findings.Config.Bases.Keys);
            if (WheelPolicy.Parse(policy) is null || AbiTerms.Refusal(policy) is not null)
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    path,
                    policy == "linux"
                        ? $"{path} is linux, which promises nothing: no index takes such a wheel"
                        : $"{path} is {Quoted.Of(policy)}, which is not a policy",
                    "write manylinux_2_31 (the glibc of the base), manylinux2014 or musllinux_1_2"
                );
            }
        }
    }

    private static void Target(Findings findings, WheelsConfig wheels, string name, TargetConfig target)
    {
        var listed = Key("targets", name);
        var path =
            findings.IsWritten(listed) ? listed
            : target.Variant is null ? "matrix"
            : Key("matrix.variant", target.Variant);
        if (target.Base is null)
        {
            findings.Report(
                ErrorCode.MissingKey,
                path,
                $"the target {Quoted.Of(name)} has no base, so nothing says what its wheel promises",
                "add base: with a name of bases"
            );
        }
        else if (!wheels.Policies.ContainsKey(target.Base) && !findings.IsFailed("wheels.policies"))
        {
            findings.Report(
                ErrorCode.MissingKey,
                "wheels.policies",
                $"wheels.policies says nothing of {Quoted.Of(target.Base)}, the base of target {Quoted.Of(name)}",
                "add its policy, e.g. manylinux_2_36"
            );
        }

        Python(findings, path, ConfiguredTargets.PythonOf(target));
    }

    private static void Python(Findings findings, string path, string? python)
    {
        if (python is null || PythonTag.Parse(python) is null)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                python is null ? $"{path} does not say which Python its wheel is for" : $"{path} is for {Quoted.Of(python)}, which is not the tag of a Python",
                Pythons
            );
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\z")]
    private static partial Regex ModuleName();
}
