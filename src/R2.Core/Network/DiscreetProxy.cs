using System.Collections.Concurrent;
using System.Net;

namespace R2.Network;

/// <summary>
/// Another proxy, told apart from the user name and the password that its address may hold, as HTTPS_PROXY=http://user:password@host does: .NET writes the address into
/// messages of its exceptions. Which destinations go through it, and how variables are read, stays .NET's own affair.
/// </summary>
/// <param name="inner">The proxy as it was given.</param>
internal sealed class DiscreetProxy(IWebProxy inner) : IWebProxy, ICredentials
{
    private readonly ConcurrentDictionary<Uri, NetworkCredential> _users = new();

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <summary>The proxy for an endpoint; null for the system's own, which .NET takes by itself.</summary>
    /// <param name="given">The proxy that a client was given; null for the system's.</param>
    public static IWebProxy? Of(IWebProxy? given) => given is null && IsOfWindows(HttpClient.DefaultProxy) ? null : new DiscreetProxy(given ?? HttpClient.DefaultProxy);

    public Uri? GetProxy(Uri destination)
    {
        Uri? address = inner.GetProxy(destination);
        if (address is not { UserInfo.Length: > 0 })
        {
            return address;
        }

        Uri plain = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
        _users[plain] = UserOf(address);
        return plain;
    }

    public bool IsBypassed(Uri host) => inner.IsBypassed(host);

    public NetworkCredential? GetCredential(Uri uri, string authType) => inner.Credentials?.GetCredential(uri, authType) ?? _users.GetValueOrDefault(uri);

    /// <summary>
    /// Windows' settings name no user; and their fail-over from one address to the next is known to .NET alone, by an internal interface, and would be lost behind this one.
    /// https://github.com/dotnet/runtime/blob/main/src/libraries/System.Net.Http/src/System/Net/Http/SocketsHttpHandler/IMultiWebProxy.cs
    /// </summary>
    private static bool IsOfWindows(IWebProxy proxy) => proxy.GetType().FullName == "System.Net.Http.HttpWindowsProxy";

    private static NetworkCredential UserOf(Uri address)
    {
        string[] parts = address.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
