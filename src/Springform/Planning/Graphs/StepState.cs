namespace Springform.Planning.Graphs;

/// <summary>What is known of a step's result before anything runs.</summary>
internal enum StepState
{
    /// <summary>There under the step's key.</summary>
    Cached,

    /// <summary>A build would make it.</summary>
    Due,

    /// <summary>Nothing that is due needs it.</summary>
    NotNeeded,

    /// <summary>An image that is needed: only the engine knows whether it is there, and the engine is not asked.</summary>
    Unasked,
}
