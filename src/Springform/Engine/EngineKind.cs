namespace Springform.Engine;

internal enum EngineKind
{
    Docker,
    Podman,
}
