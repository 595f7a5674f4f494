namespace Springform.Plan;

public enum FileKind
{
    Regular,
    Executable,
    Link,
}
