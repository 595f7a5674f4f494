using Springform.Files;

namespace Springform.Facts;

/// <summary>What a commit has at a path.</summary>
/// <param name="Mode">100644, 100755, 120000 a link, 160000 a submodule</param>
/// <param name="Id">of the file's bytes as git stores them; of the submodule's commit</param>
internal sealed record TreeEntry(string Mode, string Id)
{
    public bool IsSubmodule => Mode == "160000";

    public FileKind Kind =>
        Mode switch
        {
            "120000" => FileKind.Link,
            "100755" => FileKind.Executable,
            _ => FileKind.Regular,
        };
}
