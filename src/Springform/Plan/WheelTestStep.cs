using Springform.Names;

namespace Springform.Plan;

/// <summary>A wheel, installed without a network in a bare image that has its Python, must import and pass its test commands.</summary>
/// <param name="Wheel">file name</param>
/// <param name="Base">name of the base that the image is made of</param>
/// <param name="ImageId">a <see cref="BuilderStep"/> of <see cref="BuildPlan.Runtimes"/>; null: the base has other Pythons only, and nothing is run</param>
/// <param name="Interpreter">program</param>
/// <param name="Imports">modules</param>
/// <param name="Key">over the commands and the image; what the wheel's bytes are is known when it was made</param>
public sealed record WheelTestStep(
    string Wheel,
    string Base,
    string? ImageId,
    string Interpreter,
    IReadOnlyList<string> Imports,
    IReadOnlyList<IReadOnlyList<string>> Commands,
    StepKey Key
) : IStep
{
    internal RunLimits Limits { get; init; } = RunLimits.Default;

    public string Id => $"wheel-test/{Wheel}/{Base}";

    public string Task => "TestWheels";
}
