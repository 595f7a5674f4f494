using Springform.Names;

namespace Springform.Abi;

/// <summary>A version that a link will ask for, known from a symbol alone.</summary>
internal sealed record ImpliedVersion(string Symbol, VersionNumber Version);
