using Springform.Errors;
using Springform.Fetch.Transfer;

namespace Springform.Fetch;

/// <summary>The errors of fetching, with what each address said.</summary>
internal static class FetchProblems
{
    public static SpringformException Of(string library, FetchFailedException failure, bool hasSource) =>
        failure.IsWrong
            ? Wrong(library, failure.Name, failure.Reasons)
            : new(
                new Problem(
                    ErrorCode.FetchUnavailable,
                    $"{failure.Name} of {library} cannot be had: {failure.Reasons[0]}",
                    $"springform.yaml, fetch.{library}",
                    hasSource
                        ? "check the network, or build it from source with --origin=auto"
                        : "check the network and the version, or take it from a folder with --from=DIR"
                )
                {
                    Details = [.. failure.Reasons.Skip(1)],
                },
                failure
            );

    public static SpringformException Wrong(string library, string archive, IReadOnlyList<string> reasons) =>
        new(
            new Problem(
                ErrorCode.WrongDownload,
                $"{archive} is complete, and is not the file that {FetchLock.FileName} pins",
                $"springform.yaml, fetch.{library}",
                "find out who changed it; --target=UpdatePins --pins=fetch takes a new release, and --origin=source builds it instead"
            )
            {
                Details = reasons,
            }
        );
}
