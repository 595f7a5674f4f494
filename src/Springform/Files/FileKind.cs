namespace Springform.Files;

public enum FileKind
{
    Regular,
    Executable,
    Link,
}
