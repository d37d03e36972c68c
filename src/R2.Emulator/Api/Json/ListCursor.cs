using System.Text;

namespace R2.Emulator.Api.Json;

/// <summary>Cursors of lists: the last name of the page, which a client must not look into.</summary>
internal static class ListCursor
{
    public static string Write(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    public static string Read(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(cursor));
        }
        catch (FormatException)
        {
            throw ApiErrors.InvalidArgument("The cursor is not valid.");
        }
    }
}
