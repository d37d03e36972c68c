using System.Text;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>What is stored as metadata reads back equal, or is refused with the name of the entry.</summary>
public sealed class MetadataRoundTripTests : TransferTest
{
    private static readonly string[] s_pieces =
    [
        "a", "Z", "9", " ", "  ", "\t", "\r\n", "\0", "\u007f", "=?", "?=", "=?utf-8?B?", "=?utf-8?Q?raw?=", "=?us-ascii?Q?a=20b?=", "_", "=", "=3D", "?", "\"", ",", ";", "ü", "ß", "日本", "🎉", "\u0301",
        "\ufffd", "\ufeff", "\ue000",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("annual  report")]
    [InlineData("ABC ")]
    [InlineData(" ABC")]
    [InlineData(" ")]
    [InlineData("tab\tin")]
    [InlineData("line\r\nbreak")]
    [InlineData("\0")]
    [InlineData("=?utf-8?Q?raw?=")]
    [InlineData("=?utf-8?B?w7w=?=")]
    [InlineData("=?utf-8?B?PT91dGYtOD9RP3Jhdz89?=")]
    [InlineData(" Grüße 日本 ")]
    [InlineData("Grüße =?utf-8?Q?raw?=")]
    public async Task Metadata_Stored_ReadsBackEqual(string value) => Assert.Equal(value, await ThereAndBackAsync(value));

    [Fact]
    public async Task Metadata_RandomValues_ReadBackEqual()
    {
        Random random = new(12);
        for (int round = 0; round < 40; round++)
        {
            Dictionary<string, string> metadata = Enumerable.Range(0, 12).ToDictionary(static i => $"n{i}", _ => Value(random));
            await Fixture.Client.PutObjectAsync(TransferFixture.Bucket, "key", R2Content.FromBytes(default), new PutObjectOptions { Metadata = metadata }, Cancellation);

            R2ObjectInfo info = await Fixture.Client.HeadObjectAsync(TransferFixture.Bucket, "key", cancellationToken: Cancellation);

            Assert.Equal(metadata.OrderBy(static e => e.Key), info.Metadata.OrderBy(static e => e.Key));
        }
    }

    [Fact]
    public async Task Metadata_AtAServerThatKeepsHeadersAsTheyCome_ReadsBackEqual()
    {
        Random random = new(13);
        for (int round = 0; round < 500; round++)
        {
            string value = Value(random);
            Dictionary<string, string> stored = [];
            StubTransport transport = new(request =>
            {
                HttpResponseMessage answer = new() { Content = new ByteArrayContent([]) };
                answer.Headers.TryAddWithoutValidation("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
                foreach ((string name, IEnumerable<string> values) in request.Method == HttpMethod.Put ? [] : stored.Select(static h => KeyValuePair.Create(h.Key, (IEnumerable<string>)[h.Value])))
                {
                    answer.Headers.TryAddWithoutValidation(name, values);
                }

                return answer;
            });
            using R2Client client = transport.Client();
            await client.PutObjectAsync("bucket", "key", R2Content.FromBytes(default), With("note", value), Cancellation);
            stored["x-amz-meta-note"] = transport.Sent[0].Headers["x-amz-meta-note"].Trim(' ');

            R2ObjectInfo info = await client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);

            Assert.Equal(value, info.Metadata["note"]);
        }
    }

    [Theory]
    [InlineData("note", null, "no value")]
    [InlineData("nöte", "x", "letters, digits")]
    [InlineData("", "x", "letters, digits")]
    [InlineData("no te", "x", "letters, digits")]
    public Task Metadata_WhatNoHeaderCarries_IsRefusedByName(string name, string? value, string reason) => AssertRefusedAsync(name, value, reason);

    [Fact]
    public async Task Metadata_HalfASurrogatePair_IsRefusedByName()
    {
        foreach (string half in new[] { $"ü {(char)0xD83C}", $"{(char)0xDF89} half", $"{(char)0xD83C}{(char)0xD83C}{(char)0xDF89}" })
        {
            await AssertRefusedAsync("note", half, "half of a surrogate pair");
        }
    }

    [Fact]
    public async Task Metadata_NamesThatDifferInCaseAlone_AreRefused()
    {
        PutObjectOptions options = new() { Metadata = new Dictionary<string, string> { ["Note"] = "1", ["note"] = "2" } };

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => Fixture.Client.PutObjectAsync(TransferFixture.Bucket, "key", R2Content.FromBytes(default), options, Cancellation));

        Assert.Equal("InvalidMetadata", e.Code);
        Assert.Contains("'note'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", 8188)]
    [InlineData("ü", 4094)]
    [InlineData("🎉", 2047)]
    public async Task Metadata_UpToTheLimit_IsCountedAsTheServerCounts(string character, int count)
    {
        string longest = string.Concat(Enumerable.Repeat(character, count));

        Assert.Equal(longest, await ThereAndBackAsync(longest));
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => ThereAndBackAsync(longest + "y"));
        Assert.Equal(("MetadataTooLarge", 0), (e.Code, e.Attempts));
    }

    [Fact]
    public async Task Metadata_StoredAsAWordOfItsOwn_IsCountedSo()
    {
        string blanks = string.Concat(Enumerable.Repeat("\t", 3000));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => ThereAndBackAsync(blanks));

        Assert.Equal(("MetadataTooLarge", 0), (e.Code, e.Attempts));
    }

    [Fact]
    public async Task Metadata_OfAMultipartUpload_KeepsTheSameRules()
    {
        CreateMultipartUploadOptions options = new() { Metadata = new Dictionary<string, string> { ["note"] = $"{(char)0xD83C}" } };

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => Fixture.Client.CreateMultipartUploadAsync(TransferFixture.Bucket, "key", options, Cancellation));

        Assert.Equal("InvalidMetadata", e.Code);
    }

    private static PutObjectOptions With(string name, string value) => new() { Metadata = new Dictionary<string, string> { [name] = value } };

    private static string Value(Random random)
    {
        StringBuilder value = new();
        for (int count = random.Next(8); count > 0; count--)
        {
            value.Append(random.Next(4) == 0 ? new Rune(random.Next(0x80) is var c && random.Next(2) == 0 ? c : random.Next(0xE000, 0x10FFFF)).ToString() : s_pieces[random.Next(s_pieces.Length)]);
        }

        return value.ToString();
    }

    private async Task<string> ThereAndBackAsync(string value)
    {
        await Fixture.Client.PutObjectAsync(TransferFixture.Bucket, "key", R2Content.FromBytes(default), With("note", value), Cancellation);
        return (await Fixture.Client.HeadObjectAsync(TransferFixture.Bucket, "key", cancellationToken: Cancellation)).Metadata["note"];
    }

    private async Task AssertRefusedAsync(string name, string? value, string reason)
    {
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => Fixture.Client.PutObjectAsync(TransferFixture.Bucket, "key", R2Content.FromBytes(default), With(name, value!), Cancellation));

        Assert.Equal("InvalidMetadata", e.Code);
        Assert.Contains($"'{name}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Empty((await Fixture.Client.ListObjectsAsync(TransferFixture.Bucket, cancellationToken: Cancellation)).Objects);
    }
}
