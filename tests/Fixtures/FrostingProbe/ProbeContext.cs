using Cake.Core;
using Cake.Frosting;

namespace FrostingProbe;

public sealed class ProbeContext(ICakeContext context) : FrostingContext(context)
{
#pragma warning disable CA1822 // Tasks say things through their context.
    public void Say(string text) => Console.WriteLine("> " + text);
#pragma warning restore CA1822
}
