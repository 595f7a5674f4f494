using System.Net.Http.Headers;
using Springform.Errors;

namespace Springform.Index;

/// <summary>Who uploads to a package index, as each request says it.</summary>
internal interface IIndexLogin : IDisposable
{
    /// <exception cref="SpringformException">E651 the index does not know who asks</exception>
    /// <exception cref="IndexUnavailableException">no answer, or one that says to come later</exception>
    Task<AuthenticationHeaderValue> HeaderAsync(CancellationToken cancellation);

    /// <summary>The index has refused the last header.</summary>
    /// <returns>whether the next one will be another</returns>
    bool Refused();

    /// <summary>What to do about a login that the index refuses.</summary>
    string Remedy { get; }

    /// <summary>The text without secrets: a server may repeat what it was sent.</summary>
    string Masked(string text);
}
