namespace Springform.ContainerTests.Support;

/// <summary>The machine cannot fetch what the tests run on: no apt, or no mirror that answers.</summary>
internal sealed class MissingPackagesException(string message) : Exception(message);
