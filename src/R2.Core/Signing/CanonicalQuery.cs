using System.Buffers;

namespace R2.Signing;

/// <summary>
/// First step, the query: the encoded parameters as they are sent, sorted by name and then by value, an equals sign behind those that have none.
/// </summary>
internal static class CanonicalQuery
{
    /// <param name="writer">Where to write.</param>
    /// <param name="query">Query as sent, encoded, without its question mark.</param>
    public static void Write(ref Utf8Writer writer, ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return;
        }

        int count = query.Count('&') + 1;
        Range[] rented = ArrayPool<Range>.Shared.Rent(count);
        Span<Range> parameters = rented.AsSpan(0, query.Split(rented, '&', StringSplitOptions.RemoveEmptyEntries));
        Sort(query, parameters);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
            {
                writer.Append((byte)'&');
            }

            ReadOnlySpan<char> parameter = query[parameters[i]];
            writer.Append(parameter);
            if (!parameter.Contains('='))
            {
                writer.Append((byte)'=');
            }
        }

        ArrayPool<Range>.Shared.Return(rented);
    }

    /// <summary>Insertion sort: a handful of parameters, mostly in order already, and spans cannot be captured by a comparer.</summary>
    private static void Sort(ReadOnlySpan<char> query, Span<Range> parameters)
    {
        for (int i = 1; i < parameters.Length; i++)
        {
            Range moving = parameters[i];
            int j = i;
            for (; j > 0 && Compare(query[parameters[j - 1]], query[moving]) > 0; j--)
            {
                parameters[j] = parameters[j - 1];
            }

            parameters[j] = moving;
        }
    }

    /// <summary>Names first: compared as a whole, the equals sign would sort <c>a=1</c> behind <c>a-b=1</c>.</summary>
    private static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        (int leftEnd, int rightEnd) = (NameLength(left), NameLength(right));
        int names = left[..leftEnd].SequenceCompareTo(right[..rightEnd]);
        return names != 0 ? names : left[leftEnd..].SequenceCompareTo(right[rightEnd..]);
    }

    private static int NameLength(ReadOnlySpan<char> parameter) => parameter.IndexOf('=') is >= 0 and int index ? index : parameter.Length;
}
