using Springform.Keys;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>One command per builder that asks it for its versions: the manifest names them. Its answer is stored by the builder's key.</summary>
internal static class ToolchainPlanner
{
    public const string Prefix = "toolchain/";

    public const string OutputName = "toolchain.txt";

    // name<TAB>first line of what it says; a tool that is not there is left out.
    private const string Script = """
        say() { [ -z "$2" ] || printf '%s\t%s\n' "$1" "$2" >>toolchain.txt; }
        ask() { name=$1; shift; ! command -v "$1" >/dev/null 2>&1 || say "$name" "$("$@" 2>/dev/null | head -n 1)"; }
        : >toolchain.txt
        say distribution "$(. /etc/os-release 2>/dev/null; printf %s "${PRETTY_NAME:-}")"
        say machine "$(uname -m)"
        ! command -v getconf >/dev/null 2>&1 || say glibc "$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2)"
        say musl "$(for loader in /lib/ld-musl-*.so.1; do [ ! -x "$loader" ] || "$loader" 2>&1; done | sed -n 's/^Version //p' | head -n 1)"
        ask gcc gcc --version
        ask clang clang --version
        ask rustc rustc --version
        ask go go version
        ask python python3 --version
        ask pypy pypy3 --version
        ask dotnet dotnet --version
        ask make make --version
        ask cmake cmake --version
        """;

    public static IReadOnlyList<CommandStep> Plan(IReadOnlyList<BuilderStep> builders) =>
        [
            .. builders.Select(builder => new CommandStep(
                $"{Prefix}{builder.Id}",
                null,
                builder.Id,
                ["sh", "-c", Script.ReplaceLineEndings("\n")],
                new KeyBuilder("toolchain").Add("script", Script).Add("builder", builder.Key.Key).Build()
            )
            {
                Environment = new Dictionary<string, string>(),
                Outputs = [OutputName],
                After = [],
            }),
        ];
}
