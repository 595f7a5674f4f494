namespace Springform.Reporting;

/// <summary>Where a step's result came from.</summary>
internal enum StepOrigin
{
    /// <summary>It was there.</summary>
    Cache,
    Registry,
    Built,
}
