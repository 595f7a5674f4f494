namespace Springform.Abi.Loading;

/// <summary>
/// What runs in the bare base, in any POSIX shell with <c>cat</c>. A library counts as loaded only when the kernel lists it among the mappings of
/// a process that the dynamic loader has brought up with all symbols bound: a preloaded object that cannot be opened would otherwise be passed over
/// with exit code 0 (ld.so(8), LD_PRELOAD). The loader parts that list at blanks and colons, so such a name is given as a link beside the library. What does
/// not end within a minute is ended, where the base has <c>timeout</c>.
/// </summary>
internal static class LoadScript
{
    /// <summary>Where it leaves its answers: name, tab, value, line by line.</summary>
    public const string AnswersPath = "/springform-load.txt";

    public const string Text = """
        answers=/springform-load.txt said=/springform-said.txt maps=/springform-maps.txt
        say() { printf '%s\t%s\n' "$1" "$2" >>"$answers"; }
        : >"$answers"
        limit=
        ! command -v timeout >/dev/null || limit='timeout 60'
        say distribution "$(. /etc/os-release 2>/dev/null; printf %s "${PRETTY_NAME:-}")"
        say glibc "$(getconf GNU_LIBC_VERSION 2>/dev/null)"
        for tool in gcc cc clang g++ c++ ld make rustc go; do
            ! found=$(command -v "$tool" 2>/dev/null) || say toolchain "$found"
        done
        for file in /usr/include/stdio.h /var/lib/dpkg/info/*-dev.list /var/lib/dpkg/info/*-dev:*.list; do
            [ ! -e "$file" ] || say toolchain "$file"
        done
        for item; do
            path=${item#?} code=0
            case $item in
            E*) $limit "$path" --version </dev/null >"$said" 2>&1 || code=$? ;;
            L*)
                case $path in
                *[' :$']*)
                    cd "${path%/*}" && ln -s "${path##*/}" ./.springform-load && preload=./.springform-load
                    ;;
                *) preload=$path ;;
                esac
                $limit env LD_BIND_NOW=1 LD_PRELOAD="$preload" /bin/cat /proc/self/maps </dev/null >"$maps" 2>"$said" || code=$?
                [ "$preload" = "$path" ] || { rm ./.springform-load; cd /artifact; }
                mapped=no
                while read -r line; do
                    case $line in *" $path") mapped=yes ;; esac
                done <"$maps"
                [ "$code$mapped" != 0no ] || code=unmapped
                ;;
            esac
            say "$item" "$code"
            [ "$code" = 0 ] || while read -r line; do say said "$line"; done <"$said"
        done
        """;
}
