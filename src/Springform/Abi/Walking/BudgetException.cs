namespace Springform.Abi.Walking;

/// <summary>An artifact is larger than its limits: the walk ends, it does not go on with the next file.</summary>
internal sealed class BudgetException(string message) : Exception(message);
