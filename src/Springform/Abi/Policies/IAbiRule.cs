namespace Springform.Abi.Policies;

/// <summary>One term of a policy.</summary>
internal interface IAbiRule
{
    IEnumerable<Violation> Check(AbiFile file);
}
