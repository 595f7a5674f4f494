namespace Springform.Engine;

public enum EngineKind
{
    Docker,
    Podman,
}
