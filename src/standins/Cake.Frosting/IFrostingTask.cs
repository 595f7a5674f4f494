using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task as the host sees it. Exported, non-abstract implementations are found and created by dependency injection.</summary>
public interface IFrostingTask
{
    string SkippedMessage => string.Empty;

    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    void OnError(Exception exception, ICakeContext context);

    void Finally(ICakeContext context);
}
